/**
 * The little that the reader does better with JavaScript: keys, reading without a connection, and the
 * device's own time zone first among those to choose from. Everything works without it.
 */
export const SCRIPT = `"use strict";
(() => {
	const items = [...document.querySelectorAll(".item")];
	const dialog = document.getElementById("keys");
	let at = -1;
	const go = (by) => {
		if (items.length === 0) return;
		items[at]?.classList.remove("at");
		at = Math.min(Math.max(at + by, 0), items.length - 1);
		const item = items[at];
		item.classList.add("at");
		item.scrollIntoView({ block: "center" });
		item.querySelector("a.title")?.focus({ preventScroll: true });
	};
	const follow = (selector) => document.querySelector(selector)?.click();
	const story = document.querySelector(".story") !== null;
	const keys = {
		j: () => (story ? follow(".neighbours .previous a") : go(1)),
		k: () => (story ? follow(".neighbours .next a") : go(-1)),
		o: () => items[at]?.querySelector("a.title")?.click(),
		h: () => follow(".name"),
		"/": () => document.querySelector("main input[type=search], input[type=search]")?.focus(),
		"?": () => dialog?.showModal(),
	};
	document.addEventListener("keydown", (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog?.open) return;
		if (event.target.closest("input, select, textarea, [contenteditable]")) return;
		const act = keys[event.key];
		if (act === undefined) return;
		event.preventDefault();
		act();
	});
	const shelf = document.getElementById("shelf");
	const titleOf = async (page) => new DOMParser().parseFromString(await page.text(), "text/html").querySelector("h1")?.textContent ?? "";
	const listShelf = async () => {
		const read = await caches.open("read");
		for (const request of (await read.keys()).toReversed()) {
			const { pathname } = new URL(request.url);
			if (!pathname.startsWith("/a/")) continue;
			const item = document.createElement("li");
			const link = document.createElement("a");
			item.className = "item";
			link.className = "title";
			link.href = pathname;
			link.textContent = await titleOf(await read.match(request));
			item.append(link);
			shelf.append(item);
		}
	};
	if (shelf && "caches" in window) listShelf();
	const { worker } = document.documentElement.dataset;
	if (worker && "serviceWorker" in navigator && location.protocol.startsWith("http")) navigator.serviceWorker.register(worker).catch(() => {});
	const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
	const zones = document.querySelector("select[name=tz]");
	const option = [...(zones?.options ?? [])].find(({ value }) => value === own);
	if (option) zones.prepend(option);
})();
`;
