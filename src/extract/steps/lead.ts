import { type Piece, readPieces } from "../blocks.ts";
import type { Box, BoxTree } from "../box.ts";
import type { Evidence } from "../evidence.ts";
import type { Page } from "../page.ts";
import { firstWords, isOff, type Run, shorten } from "../trace.ts";

/** A part of the story has no more of its text in links: a line of links to sections is named for the text, too. */
const PART_LINKS_SHARE_MAX = 0.25;
const PART = "a part before the body";

/** The boxes right before the body, below the headline, that are named bodies, too: systems keep a story's first paragraphs in a field of their own. */
export function beginningOf(body: Box, { title }: Evidence, run: Run): Box[] {
	const from = title === null || title.order > body.order ? -1 : title.order;
	const parts = (body.parent?.boxes ?? []).filter(
		(box) => box.order > from && box.last < body.order && isPart(box),
	);
	if (parts.length === 0 || isOff(run, "lead", PART)) return [];
	for (const { element } of parts)
		run.trace.push({ step: "lead", rule: PART, text: firstWords(element), why: "its name says body, too" });
	return parts;
}

const isPart = ({ label, dropped, prose, links, text }: Box): boolean =>
	label.body && dropped === null && prose > 0 && links <= PART_LINKS_SHARE_MAX * text;

/** A body with a picture among so many first pieces has its own. */
const OWN_WITHIN = 2;

/** The picture between the headline and a body that begins without one: a figure, or the one that the page shows for itself elsewhere. Null where there is none. */
export function leadPicture(
	page: Page,
	{ tree, box, pieces }: { readonly tree: BoxTree; readonly box: Box; readonly pieces: readonly Piece[] },
	{ title }: Evidence,
	run: Run,
): Piece | null {
	if (title === null || pieces.length === 0 || isOff(run, "lead", "picture")) return null;
	if (pieces.slice(0, OWN_WITHIN).some(({ block }) => block.kind === "picture")) return null;
	const own = fileOf(page.metas("og:image")[0] ?? "");
	for (const figure of figuresBetween(title, box, tree)) {
		const [first] = readPieces(figure, { tree, base: page.base, pictures: new Set() });
		if (first?.block.kind !== "picture") continue;
		const { address } = first.block.picture;
		const isOwn = figure.name === "figure" || (own !== "" && fileOf(address) === own);
		if (!isOwn || pieces.some((piece) => showsFile(piece, fileOf(address)))) continue;
		run.trace.push({
			step: "lead",
			rule: "picture",
			text: shorten(address),
			why: "it stands between the headline and the body",
		});
		return first;
	}
	return null;
}

/** What holds more text than this is no picture with its caption; the picture's own box stands inside of it. */
const CAPTIONS_TEXT_MAX = 1500;

/** The boxes that hold pictures and little else between a heading and a box, in document order. */
function figuresBetween(title: Box, body: Box, tree: BoxTree): Box[] {
	const figures: Box[] = [];
	for (const box of tree.of.values()) {
		if (box.pictures === 0 || box.order <= title.last || box.last >= body.order) continue;
		if (box.text <= CAPTIONS_TEXT_MAX && !isDropped(box)) figures.push(box);
	}
	return figures;
}

/** The name of a picture's file, without what differs between its sizes. */
function fileOf(address: string): string {
	return (URL.parse(address, "https://example.invalid/")?.pathname.split("/").at(-1) ?? "").replace(
		/[-_.](?:\d+x\d+|\d+w?)(?=\.\w+$)|\.\w+$/g,
		"",
	);
}

const showsFile = ({ block }: Piece, file: string): boolean =>
	block.kind === "picture" && fileOf(block.picture.address) === file;

function isDropped(box: Box): boolean {
	for (let up: Box | null = box; up !== null; up = up.parent) if (up.dropped !== null) return true;
	return false;
}
