import type { Picture } from "./article.ts";
import { type AnyNode, type Element, isElement, isText, parseHtml } from "./html.ts";
import { plainLine } from "./text.ts";
import { pictureAddress, pictureKey } from "./weserv.ts";

/** The pictures of a document's body in order, each once, with the caption that follows or encloses it; absolute http(s) addresses only. */
export function picturesOf(body: string): readonly Picture[] {
	const found = new Map<string, Picture>();
	const walk = (node: AnyNode): void => {
		if (!isElement(node)) return;
		if (node.name === "img") {
			const picture = pictureOf(node);
			const key = picture === null ? "" : pictureKey(picture.address);
			if (picture !== null && !found.has(key)) found.set(key, picture);
		}
		node.children.forEach(walk);
	};
	parseHtml(body).children.forEach(walk);
	return [...found.values()];
}

function pictureOf(image: Element): Picture | null {
	const address = pictureAddress(image.attribs["src"] ?? "");
	if (!/^https?:\/\//i.test(address) || URL.parse(address) === null) return null;
	return {
		address,
		alt: plainLine(image.attribs["alt"] ?? ""),
		caption: captionOf(image),
		credit: "",
		width: pixels(image.attribs["width"]),
		height: pixels(image.attribs["height"]),
	};
}

function pixels(value: string | undefined): number | null {
	return value !== undefined && /^\d{1,5}$/.test(value) ? Number(value) : null;
}

/** The seed writes a caption as `<div><small>…` right after the picture; others put it into a figure's figcaption. */
function captionOf(image: Element): string {
	const siblings = image.parent?.children ?? [];
	const next = siblings[siblings.indexOf(image) + 1];
	if (next !== undefined && isElement(next) && next.name === "div") {
		const [small, ...rest] = next.children;
		if (small !== undefined && rest.length === 0 && isElement(small) && small.name === "small")
			return textIn(small);
	}
	let figure: AnyNode | null = image.parent;
	while (figure !== null && !(isElement(figure) && figure.name === "figure")) figure = figure.parent;
	if (figure === null || !isElement(figure)) return "";
	const caption = figure.children.find((child) => isElement(child) && child.name === "figcaption");
	return caption === undefined ? "" : textIn(caption);
}

function textIn(node: AnyNode): string {
	if (isText(node)) return node.data;
	return isElement(node) ? plainLine(node.children.map(textIn).join("")) : "";
}
