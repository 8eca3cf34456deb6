/**
 * Reading without a connection: what was read stays readable, newest first from the server while there
 * is one. `__STAMP__` stands for the assets' stamp, so that a new style sheet makes a new shelf.
 */
export const WORKER = `"use strict";
const SHELL = "shell-__STAMP__";
const READ = "read";
const PAGES_MAX = 300;
const ASSETS = ["style.css", "reader.js", "icon.svg"].map((name) => "/assets/__STAMP__/" + name);
self.addEventListener("install", (event) => {
	event.waitUntil(caches.open(SHELL).then((shelf) => shelf.addAll([...ASSETS, "/offline"])).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
	const old = (names) => names.filter((name) => name !== SHELL && name !== READ);
	event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
const keep = async (request, response) => {
	const shelf = await caches.open(READ);
	await shelf.put(request, response);
	const kept = await shelf.keys();
	await Promise.all(kept.slice(0, Math.max(0, kept.length - PAGES_MAX)).map((one) => shelf.delete(one)));
};
const fromShelf = async (request) => (await caches.match(request)) ?? (request.mode === "navigate" ? caches.match("/offline") : Response.error());
self.addEventListener("fetch", (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== "GET" || url.origin !== location.origin) return;
	if (url.pathname.startsWith("/assets/")) {
		event.respondWith(caches.match(request).then((found) => found ?? fetch(request)));
		return;
	}
	const picture = url.pathname === "/img" || url.pathname.startsWith("/media/");
	if (request.mode !== "navigate" && !picture) return;
	event.respondWith(
		fetch(request).then((response) => {
			if (response.ok) event.waitUntil(keep(request, response.clone()));
			return response;
		}, () => fromShelf(request)),
	);
});
`;
