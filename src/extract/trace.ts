import { type AnyNode, isElement, isText } from "../article/html.ts";
import { isUnread } from "./box.ts";

/** One thing that the extractor chose or dropped, and why: what `pressmark explain` prints. */
export interface TraceLine {
	/** The step's name, as it may be switched off. */
	readonly step: string;
	/** The rule inside the step that decided; `step: rule` switches it off. */
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
		else if (isElement(next) && !isUnread(next))
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

/** What a step works with besides the boxes: where it says what it did, and what is switched off: steps by name, rules as `step: rule`. */
export interface Run {
	readonly trace: TraceLog;
	readonly without: ReadonlySet<string>;
}

/** Whether a rule is switched off; asked only where it would decide, so that who asks is seen to matter. */
export function isOff({ without }: Run, step: string, rule: string): boolean {
	return without.has(`${step}: ${rule}`);
}

const AGREEING_MAX = 3;

/** The places that say what another says, as the end of a sentence: `; a, b and 2 more say the same`. Empty where there are none. */
export function agreeing(places: readonly string[], verb: string): string {
	if (places.length === 0) return "";
	const more = places.length - AGREEING_MAX;
	const named = more > 0 ? [...places.slice(0, AGREEING_MAX), `${more} more`] : places;
	const verbs = places.length > 1 ? verb : verb.replace(/^(\w+)/, "$1s");
	return `; ${listed(named)} ${verbs}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
	const last = names.at(-1) ?? "";
	return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
