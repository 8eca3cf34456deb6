/**
 * The little that the reader does better with JavaScript: keys, and a time zone taken from the device
 * for those who never chose one. Everything works without it.
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
	const zone = document.querySelector("select[name=tz]");
	const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
	if (zone && zone.dataset.chosen === "no" && [...zone.options].some(({ value }) => value === own)) zone.value = own;
})();
`;
