import { writeBody } from "../../src/article/body.ts";
import { sanitise } from "../../src/article/sanitise.ts";
import { articleText } from "../../src/article/text.ts";
import { extract } from "../../src/extract/extract.ts";
import { readPage } from "../../src/extract/page.ts";
import { seeded } from "./seeded.ts";
import type { BenchSet } from "./sets.ts";

/** Of CPU time: what else the machine does is not the page's fault. */
const PAGE_MS_MAX = 2000;

const cpuMs = (): number => {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
};

type Random = () => number;

const pick = (random: Random, length: number): number => Math.floor(random() * length);

/** What may happen to a page on its way: cut, doubled, spliced, tags broken, bytes changed, nesting. */
const MUTATIONS: readonly ((html: string, random: Random) => string)[] = [
	(html, random) => html.slice(0, pick(random, html.length)),
	(html, random) => html.slice(pick(random, html.length)),
	(html, random) => {
		const [from, to] = [pick(random, html.length), pick(random, html.length)].sort((a, b) => a - b) as [
			number,
			number,
		];
		return html.slice(0, from) + html.slice(to);
	},
	(html, random) => {
		const from = pick(random, html.length);
		const piece = html.slice(from, from + pick(random, 5000));
		return html.slice(0, from) + piece.repeat(1 + pick(random, 8)) + html.slice(from);
	},
	(html, random) => {
		const junk = JUNK[pick(random, JUNK.length)] ?? "";
		const at = pick(random, html.length);
		return html.slice(0, at) + junk.repeat(1 + pick(random, 40)) + html.slice(at);
	},
	(html, random) => {
		const dropped = 0.01 + random() * 0.2;
		return html.replace(/<\/?[a-z][^>]{0,200}>/gi, (tag) => (random() < dropped ? "" : tag));
	},
	(html, random) => {
		const chars = [...html.slice(0, 400_000)];
		for (let times = 0; times < 200; times++)
			chars[pick(random, chars.length)] = String.fromCharCode(pick(random, 0x3000));
		return chars.join("");
	},
	(html, random) => {
		const names = ["div", "p", "span", "table", "li", "a", "article", "figure"];
		const name = names[pick(random, names.length)] ?? "div";
		return html.replaceAll(/<(\/?)(div|p|section)\b/g, (tag, slash: string) =>
			random() < 0.05 ? `<${slash}${name}` : tag,
		);
	},
];

const JUNK = [
	"<div>",
	"</div>",
	"<p",
	"<!--",
	"<script>",
	"<![CDATA[",
	"<table><tr>",
	"<svg><style>",
	"&#x110000;",
	"\u0000",
	"<a href='javascript:alert(1)'>",
	"<img src=x onerror=alert(1)>",
	"<p><b><i>",
	"<ul><li>",
	"<plaintext>",
	"<template>",
	"\ud800",
	"<iframe src='data:text/html,x'>",
	"<p style='color:#fff' onclick=x>",
];

/** One page changed at random: one to three mutations. */
export function mutatePage(html: string, random: Random): string {
	let changed = html;
	for (let times = 1 + pick(random, 3); times > 0; times--) {
		changed = MUTATIONS[pick(random, MUTATIONS.length)]?.(changed, random) ?? changed;
	}
	return changed;
}

/** What is wrong with how a page was read: an error, a wait, unsafe markup; null where nothing is. */
export function faultOf(html: string, address: string): string | null {
	const start = cpuMs();
	try {
		const { article } = extract(readPage({ address, html }));
		articleText(article);
		const body = writeBody(article, (picture) => picture.address);
		if (sanitise(body) !== body) return "sanitising changes the body";
	} catch (error) {
		return `thrown: ${String((error as Error).stack).slice(0, 500)}`;
	}
	const ms = cpuMs() - start;
	return ms > PAGE_MS_MAX ? `${ms.toFixed(0)} ms` : null;
}

/** Mutates pages of all sets `count` times, from a first seed on, and prints every fault with the seed that makes it again. */
export function mutateSets(sets: readonly BenchSet[], count: number, from = 0): void {
	const pages = sets.flatMap((set) => set.ids.map((id) => ({ set, id })));
	let faults = 0;
	let slowestMs = 0;
	for (let seed = from; seed < from + count; seed++) {
		const random = seeded(seed);
		const { set, id } = pages[seed % pages.length] as (typeof pages)[number];
		const html = mutatePage(set.html(id), random);
		const start = cpuMs();
		const fault = faultOf(html, set.address(id));
		slowestMs = Math.max(slowestMs, cpuMs() - start);
		if (fault !== null) {
			faults++;
			console.log(`seed ${seed} ${set.name}/${id}: ${fault}`);
		}
	}
	console.log(`${count} mutated pages, ${faults} faults, slowest ${slowestMs.toFixed(0)} ms`);
	if (faults > 0) process.exitCode = 1;
}
