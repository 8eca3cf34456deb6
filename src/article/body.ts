import type { Article, Block, Blocks, Picture } from "./article.ts";
import { escapeAttribute, escapeText } from "./html.ts";

/** How pictures are addressed in a document: through the seed's proxy, or by relative links into `media/`. */
export type PictureHref = (picture: Picture) => string;

/**
 * An article's body in the seed's shape: the date line in GMT, the standfirst, blocks in their order with
 * pictures and captions where they stood, the wire credit last. One line, nothing between the elements.
 */
export function writeBody(article: Article, pictureHref: PictureHref): string {
	const date = article.published === null ? "" : dateLine(article.published);
	const standfirst =
		article.subtitle === null ? "" : `<p><strong>${escapeText(article.subtitle)}</strong></p>`;
	const credit = article.wireCredit === "" ? "" : `<p><em>${escapeText(article.wireCredit)}</em></p>`;
	return oneLine(date + standfirst + writeBlocks(article.blocks, pictureHref) + credit);
}

/** A document's body stands on one line: each line trimmed, lines joined with nothing between. */
export function oneLine(markup: string): string {
	return markup
		.split(/\r\n|\r|\n/)
		.map((line) => line.trim())
		.join("");
}

function dateLine(published: string): string {
	const time = new Date(published);
	return Number.isNaN(time.getTime()) ? "" : `<div><i>${time.toUTCString()}</i></div>`;
}

function writeBlocks(blocks: Blocks, href: PictureHref): string {
	return blocks.map((block) => writeBlock(block, href)).join("");
}

function writeBlock(block: Block, href: PictureHref): string {
	switch (block.kind) {
		case "paragraph":
			return `<p>${block.html}</p>`;
		case "heading":
			return `<h${block.level}>${block.html}</h${block.level}>`;
		case "list": {
			const name = block.ordered ? "ol" : "ul";
			return `<${name}>${block.items.map((item) => `<li>${writeItem(item, href)}</li>`).join("")}</${name}>`;
		}
		case "quote":
			return `<blockquote>${writeBlocks(block.blocks, href)}</blockquote>`;
		case "table":
			return `<table>${block.rows.map((row) => `<tr>${row.map((cell) => (cell.header ? `<th>${cell.html}</th>` : `<td>${cell.html}</td>`)).join("")}</tr>`).join("")}</table>`;
		case "code":
			// A document's body is one line, so a line break in code is written as an element.
			return `<pre>${block.text.split("\n").map(escapeText).join("<br>")}</pre>`;
		case "picture":
			return writePicture(block.picture, href);
		case "embed":
			return `<p><a href="${escapeAttribute(block.address)}">${escapeText(block.label)}</a></p>`;
		case "rule":
			return "<hr>";
	}
}

/** A list item of one paragraph needs no paragraph of its own. */
function writeItem(item: Blocks, href: PictureHref): string {
	const [only, ...rest] = item;
	return only?.kind === "paragraph" && rest.length === 0 ? only.html : writeBlocks(item, href);
}

function writePicture(picture: Picture, href: PictureHref): string {
	const image = `<img src="${escapeAttribute(href(picture))}" width="100%">`;
	const caption = [picture.caption, picture.credit].filter((text) => text !== "").join(" ");
	if (caption === "") return image;
	return `${image}<div><small style="color: #999;">${escapeText(caption)}</small></div>`;
}
