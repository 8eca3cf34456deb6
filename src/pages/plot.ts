import { type Html, html } from "./html.ts";

/** One bar, or two stacked: what it stands for, and how much. */
export interface Bar {
	readonly label: string;
	readonly value: number;
	/** Stacked on the first. */
	readonly second?: number;
	/** Parts of its time in which nothing was watched, from 0 to 1: the gap is ours, and is drawn as one. */
	readonly gaps?: readonly { readonly from: number; readonly until: number }[];
}

const WIDTH = 480;
const HEIGHT = 170;
const TOP = 14;
const BOTTOM = 22;
const LEFT = 40;
/** More labels than this would run into each other. */
const LABELS_MAX = 6;

/** Bars over time as SVG, with a scale that ends on a round number. `title` is what a screen reader says. */
export function barPlot(title: string, bars: readonly Bar[]): Html {
	const most = roundUp(bars.reduce((max, { value, second = 0 }) => Math.max(max, value + second), 1));
	const ticks = most === 1 ? [0, 1] : [0, most / 2, most];
	const step = (WIDTH - LEFT) / Math.max(bars.length, 1);
	const y = (value: number): number => round(HEIGHT - BOTTOM - (value / most) * (HEIGHT - TOP - BOTTOM));
	const every = Math.ceil(bars.length / LABELS_MAX);
	return html`<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
${ticks.map((value) => html`<path class="axis" d="M${LEFT} ${y(value)}H${WIDTH}"/><text x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${round(value)}</text>`)}
${bars.map((bar, at) => barShape(bar, { x: LEFT + at * step, width: step, y }))}
${bars.map(({ label }, at) => at % every === 0 && html`<text x="${round(LEFT + (at + 0.5) * step)}" y="${HEIGHT - 6}" text-anchor="middle">${label}</text>`)}
</svg>`;
}

interface Place {
	readonly x: number;
	readonly width: number;
	readonly y: (value: number) => number;
}

function barShape({ value, second = 0, gaps = [], label }: Bar, { x, width, y }: Place): Html {
	const left = round(x + width * 0.12);
	const wide = round(width * 0.76);
	// What was found afterwards stands before the gap: it had been published while nobody watched.
	const unwatched = gaps.map(
		({ from, until }) =>
			html`<rect class="gap" x="${round(x + from * width)}" y="${TOP}" width="${round((until - from) * width)}" height="${HEIGHT - TOP - BOTTOM}"/>`,
	);
	const shape = (name: string, from: number, to: number): Html | false =>
		to > from &&
		html`<rect class="${name}" x="${left}" y="${y(to)}" width="${wide}" height="${round(y(from) - y(to))}"/>`;
	return html`<g><title>${label}: ${round(value)}${second > 0 && ` + ${round(second)}`}</title>${unwatched}${shape("bar", 0, value)}${shape("bar second", value, value + second)}</g>`;
}

/** The next of 1, 2, 4, 6, 8, 10, 20, 40 …, from 1: its half is whole too, but for 1, since what is counted has no halves. */
function roundUp(value: number): number {
	const power = 10 ** Math.floor(Math.log10(value));
	return ([1, 2, 4, 6, 8].find((factor) => factor * power >= value) ?? 10) * power;
}

const round = (value: number): number => Math.round(value * 10) / 10;
