import { type AnyNode, isElement, isText } from "../article/html.ts";
import { UNREAD } from "./box.ts";

/** One thing that the extractor chose or dropped, and why: what `pressmark explain` prints. */
export interface TraceLine {
	/** The step's name, as it may be switched off. */
	readonly step: string;
	/** The rule inside the step that decided. */
	readonly rule: string;
	/** The first words of what was chosen or dropped. */
	readonly text: string;
	readonly why: string;
}

export type Trace = readonly TraceLine[];

/** A trace while it is being written: steps only add to it. */
export type TraceLog = TraceLine[];

const TEXT_LENGTH_MAX = 80;
const NODES_MAX = 400;

/** The first words below a node, for a trace; reads no more of the tree than it shows. */
export function firstWords(node: AnyNode): string {
	let text = "";
	let nodes = 0;
	const stack: AnyNode[] = [node];
	while (stack.length > 0 && text.length < TEXT_LENGTH_MAX && nodes++ < NODES_MAX) {
		const next = stack.pop();
		if (next === undefined) break;
		if (isText(next)) text += ` ${next.data.slice(0, 4 * TEXT_LENGTH_MAX).trim()}`;
		else if (isElement(next) && !UNREAD.has(next.name))
			for (let at = next.children.length - 1; at >= 0; at--) stack.push(next.children[at] as AnyNode);
	}
	return shorten(text);
}

/** One line of at most 80 characters. */
export function shorten(text: string): string {
	const line = text
		.slice(0, 4 * TEXT_LENGTH_MAX)
		.replace(/\s+/g, " ")
		.trim();
	return line.length > TEXT_LENGTH_MAX ? `${line.slice(0, TEXT_LENGTH_MAX - 1)}…` : line;
}

/** What a step works with besides the boxes: where it says what it did, and the steps that are switched off. */
export interface Run {
	readonly trace: TraceLog;
	readonly without: ReadonlySet<string>;
}
