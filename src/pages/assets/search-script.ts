import { folding, unpackFolds } from "../../article/fold.ts";
import { gramsOf, shardOf } from "../grams.ts";

/**
 * Search without a server. The index lies in small scripts, one set for each month or busy day: every pair of
 * neighbouring characters (a word of Latin letters counts as one) with the articles whose title or
 * beginning has it. The newest is asked first, and no more of them than it takes to fill the page. Texts and
 * query are folded alike, by a table that is loaded as the index is: nothing is, until something is asked.
 * Scripts, not JSON: a page opened from a disk may load scripts, but may not fetch.
 */
export const SEARCH_SCRIPT = `"use strict";
(() => {
	const HITS = 40;
	const main = document.getElementById("found");
	const root = main.dataset.root;
	const parts = new Map();
	const given = new Map();
	window.pressmark = (name, part) => given.get(name)?.(part);
	const load = (name) => {
		if (!parts.has(name)) parts.set(name, new Promise((resolve) => {
			const script = document.createElement("script");
			given.set(name, resolve);
			script.onerror = () => resolve(null);
			script.src = root + "search/" + name + ".js";
			document.head.append(script);
		}));
		return parts.get(name);
	};
	const gramsOf = ${gramsOf};
	const shardOf = ${shardOf};
	const folding = ${folding};
	const unpackFolds = ${unpackFolds};
	const numbersIn = async ({ name, shards }, asked) => {
		let left = null;
		for (const gram of asked) {
			const shard = await load(name + "/" + shardOf(gram, shards));
			const numbers = new Set(shard && Object.hasOwn(shard, gram) ? shard[gram] : []);
			left = left === null ? [...numbers] : left.filter((number) => numbers.has(number));
			if (left.length === 0) return [];
		}
		return left.sort((one, other) => other - one);
	};
	const articlesOf = ({ name }, numbers, listed) => Promise.all(numbers.map(async (number) => {
		const list = await load(name + "/list-" + Math.floor(number / listed));
		return list?.[number % listed];
	}));
	const marked = (text, { asked, fold }) => {
		const pieces = [];
		let end = 0;
		for (const gram of gramsOf(fold(text))) {
			if (!asked.has(gram.text)) continue;
			const from = Math.max(end, gram.at);
			const to = gram.at + gram.text.length;
			const mark = from === end && pieces.at(-1) instanceof Element ? pieces.pop() : document.createElement("mark");
			if (from > end) pieces.push(text.slice(end, from));
			mark.append(text.slice(from, to));
			pieces.push(mark);
			end = to;
		}
		return [...pieces, text.slice(end)];
	};
	const show = ([mark, outlet, title, beginning, at], sought) => {
		const item = document.createElement("li");
		const source = document.createElement("p");
		const heading = document.createElement("h2");
		const link = document.createElement("a");
		const excerpt = document.createElement("p");
		item.className = "item";
		source.className = "source";
		source.textContent = outlet + " " + new Date(at).toLocaleDateString(document.documentElement.lang);
		link.className = "title";
		link.dir = excerpt.dir = "auto";
		link.href = root + "a/" + mark.slice(0, 2) + "/" + mark + ".html";
		link.append(...marked(title, sought));
		heading.append(link);
		excerpt.className = "excerpt";
		excerpt.append(...marked(beginning, sought));
		item.append(source, heading, excerpt);
		main.append(item);
	};
	const search = async (query) => {
		const [top, folds] = await Promise.all([load("segments"), load("folds")]);
		const fold = folding(unpackFolds(folds ?? ""));
		const asked = new Set(gramsOf(fold(query.normalize())).map(({ text }) => text));
		let shown = 0;
		for (const segment of top?.segments ?? []) {
			if (asked.size === 0 || shown >= HITS) break;
			const numbers = (await numbersIn(segment, asked)).slice(0, HITS - shown);
			for (const article of await articlesOf(segment, numbers, top.listed)) if (article) show(article, { asked, fold });
			shown += numbers.length;
		}
		document.getElementById("total").textContent = shown === 0 ? main.dataset.nothing : "";
	};
	const query = new URLSearchParams(location.search).get("q") ?? "";
	for (const input of document.querySelectorAll("input[name=q]")) input.value = query;
	if (query.trim() !== "") search(query);
})();
`;
