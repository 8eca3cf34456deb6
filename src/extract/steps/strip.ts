import type { Run } from "../body.ts";
import { type Box, type BoxTree, sumBoxes } from "../box.ts";
import type { Evidence } from "../evidence.ts";
import { firstWords } from "../trace.ts";

const ROLES: ReadonlySet<string> = new Set(
	"navigation contentinfo complementary search dialog alertdialog banner menu menubar toolbar tablist".split(
		" ",
	),
);

/** A box that holds more than this share of the page's prose is dropped only for what can be longer than articles. */
const PROSE_SHARE_MAX = 0.4;
const LONG_ONES: ReadonlySet<string> = new Set(["comments", "a notice about cookies"]);
/** What must be left where such a box is dropped. */
const PROSE_LEFT_MIN = 60;

/** Drops boxes that by their element, role or label stand beside an article. */
export function strip(tree: BoxTree, evidence: Evidence, run: Run): void {
	const proseMax = PROSE_SHARE_MAX * tree.root.prose;
	const stack: Box[] = [...tree.root.boxes];
	for (let box = stack.pop(); box !== undefined; box = stack.pop()) {
		const why = whyBeside(box);
		if (why === null || (box.prose > proseMax && !(LONG_ONES.has(why) && isLeft(tree, box, evidence))))
			stack.push(...box.boxes);
		else {
			box.dropped = why;
			if (box.text > 0) run.trace.push({ step: "strip", rule: "beside", text: firstWords(box.element), why });
		}
	}
	sumBoxes(tree.root, evidence.title);
}

function whyBeside(box: Box): string | null {
	switch (box.name) {
		case "nav":
		case "footer":
		case "aside":
		case "dialog":
		case "menu":
			return `<${box.name}>`;
		case "form":
			return "a form";
		case "figcaption":
			return "a caption";
	}
	const role = box.element.attribs["role"];
	if (role !== undefined && ROLES.has(role.trim().toLowerCase())) return "its role";
	return box.label.beside;
}

/** Whether the page without a box still has its title and some prose. */
function isLeft(tree: BoxTree, box: Box, { title }: Evidence): boolean {
	const holdsTitle = title !== null && box.order <= title.order && title.order <= box.last;
	return !holdsTitle && tree.root.prose - box.prose >= PROSE_LEFT_MIN;
}
