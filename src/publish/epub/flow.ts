import { type AnyNode, type Element, isElement, isText, parseHtml } from "../../article/html.ts";
import { escapeXml } from "../xml.ts";

const ATTRIBUTES: ReadonlySet<string> = new Set(
	"alt colspan datetime dir href reversed rowspan scope src start title value".split(" "),
);

const VOID: ReadonlySet<string> = new Set(["br", "hr", "img"]);

/** What pages have for screens only, and what some readers of books trip over. */
function isForScreens({ name, attribs }: Element): boolean {
	return name === "wbr" || attribs["class"] === "table" || attribs["class"] === "long";
}

/**
 * An article's body as a page shows it, as XHTML: it stands in the order that HTML wants already, and a book
 * takes the same. Of a picture that was not kept only its caption is left.
 */
export function flowOf(markup: string): string {
	return parseHtml(markup).children.map(write).join("");
}

function write(node: AnyNode): string {
	if (isText(node)) return escapeXml(node.data);
	if (!isElement(node)) return "";
	const { name, children } = node;
	if (name === "figure" && !children.some((child) => isElement(child) && child.name === "img"))
		return captionOf(node);
	const inner = children.map(write).join("");
	if (isForScreens(node)) return inner;
	return VOID.has(name)
		? `<${name}${attributesOf(node)}/>`
		: `<${name}${attributesOf(node)}>${inner}</${name}>`;
}

function captionOf({ children }: Element): string {
	const caption = children.find((child) => isElement(child) && child.name === "figcaption");
	return caption === undefined ? "" : `<p>${(caption as Element).children.map(write).join("")}</p>`;
}

function attributesOf({ attribs }: Element): string {
	return Object.entries(attribs)
		.flatMap(([attribute, value]): (readonly [string, string])[] => {
			// XML has its own name for it, and reading systems look for either.
			if (attribute === "lang")
				return [
					["lang", value],
					["xml:lang", value],
				];
			if (attribute === "reversed") return [["reversed", "reversed"]];
			return ATTRIBUTES.has(attribute) ? [[attribute, value]] : [];
		})
		.map(([attribute, value]) => ` ${attribute}="${escapeXml(value)}"`)
		.join("");
}
