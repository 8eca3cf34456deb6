import { gramsOf, shardOf } from "../grams.ts";

/**
 * Search without a server. The index lies in small scripts, one set for each month or busy day: every pair of
 * neighbouring characters (a word of Latin letters counts as one) with the articles whose title or
 * beginning has it. The newest is asked first, and no more of them than it takes to fill the page.
 * Scripts, not JSON: a page opened from a disk may load scripts, but may not fetch.
 */
export const SEARCH_SCRIPT = `"use strict";
(() => {
	const HITS = 40;
	const main = document.getElementById("found");
	const root = main.dataset.root;
	const parts = new Map();
	const wanted = new Map();
	window.pressmark = (name, part) => { parts.set(name, part); wanted.get(name)?.(); };
	const load = (name) => new Promise((resolve) => {
		if (parts.has(name)) return resolve(parts.get(name));
		const script = document.createElement("script");
		wanted.set(name, () => resolve(parts.get(name)));
		script.onerror = () => resolve(null);
		script.src = root + "search/" + name + ".js";
		document.head.append(script);
	});
	const gramsOf = ${gramsOf};
	const shardOf = ${shardOf};
	const inSegment = async ({ name, shards }, asked) => {
		let left = null;
		for (const gram of asked) {
			const shard = await load(name + "/" + shardOf(gram, shards));
			const numbers = new Set(shard && Object.hasOwn(shard, gram) ? shard[gram] : []);
			left = left === null ? [...numbers] : left.filter((number) => numbers.has(number));
			if (left.length === 0) return [];
		}
		const list = await load(name + "/articles");
		return left.sort((one, other) => one - other).map((number) => list[number]);
	};
	const show = ([mark, outlet, title, at]) => {
		const item = document.createElement("li");
		const source = document.createElement("p");
		const link = document.createElement("a");
		item.className = "item";
		source.className = "source";
		source.textContent = outlet + " " + new Date(at).toLocaleDateString(document.documentElement.lang);
		link.className = "title";
		link.dir = "auto";
		link.href = root + "a/" + mark.slice(0, 2) + "/" + mark + ".html";
		link.textContent = title;
		item.append(source, link);
		main.append(item);
	};
	const search = async (query) => {
		const asked = gramsOf(query);
		const segments = (await load("segments")) ?? [];
		let shown = 0;
		for (const segment of segments) {
			if (asked.length === 0 || shown >= HITS) break;
			for (const hit of await inSegment(segment, asked)) if (shown++ < HITS) show(hit);
		}
		const status = document.getElementById("total");
		if (asked.length > 0) status.textContent = shown === 0 ? main.dataset.nothing : "";
	};
	const query = new URLSearchParams(location.search).get("q") ?? "";
	for (const input of document.querySelectorAll("input[name=q]")) input.value = query;
	search(query);
})();
`;
