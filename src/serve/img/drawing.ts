import {
	type AnyNode,
	type Element,
	escapeAttribute,
	escapeText,
	isElement,
	isText,
	parseHtml,
} from "../../article/html.ts";
import type { Size } from "./geometry.ts";

/**
 * Elements of SVG 1.1 that only draw. What runs, loads, animates or repeats (`script`, `style`,
 * `image`, `use`, `pattern`, `filter`, `foreignObject`, …) is not among them.
 */
const ELEMENTS =
	"svg g path rect circle ellipse line polyline polygon text tspan title desc defs linearGradient radialGradient stop clipPath mask".split(
		" ",
	);

/** Attributes that only draw, in their proper spelling: the parser gives every name in lower case. */
const ATTRIBUTES =
	"id x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points width height viewBox preserveAspectRatio version transform gradientTransform gradientUnits spreadMethod clipPathUnits maskUnits maskContentUnits offset stop-color stop-opacity fill fill-opacity fill-rule clip-rule clip-path mask stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color display visibility font-family font-size font-style font-weight text-anchor letter-spacing word-spacing dominant-baseline role aria-label xml:space".split(
		" ",
	);

const spelling = (names: readonly string[]): ReadonlyMap<string, string> =>
	new Map(names.map((name) => [name.toLowerCase(), name]));
const ELEMENT_NAMES = spelling(ELEMENTS);
const ATTRIBUTE_NAMES = spelling(ATTRIBUTES);

/** A value that refers to anything but a part of the same drawing, or hides what it says. */
const REFERS_OUTSIDE = /url\s*\((?!\s*["']?#)|\\|&|:\/\/|javascript:|data:|expression/i;

const MARKUP_BYTES_MAX = 1_000_000;
const NODES_MAX = 20_000;
const DEFAULT: Size = { width: 300, height: 150 };

/** A drawing made safe: elements and attributes that only draw, nothing that refers outside it. */
export interface Drawing extends Size {
	readonly markup: string;
}

/** Null where the markup holds no drawing, or one too large to be looked through. */
export function sanitiseDrawing(bytes: Buffer): Drawing | null {
	if (bytes.length > MARKUP_BYTES_MAX) return null;
	const root = firstSvg(parseHtml(bytes.toString("utf8")).children);
	if (root === null) return null;
	const budget = { nodes: NODES_MAX };
	const inner = root.children.map((node) => writeNode(node, budget)).join("");
	if (budget.nodes < 0) return null;
	const size = sizeOf(root);
	const attributes = writeAttributes(root, new Set(["width", "height"]));
	const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"${attributes}>`;
	return { ...size, markup: `${open}${inner}</svg>` };
}

function firstSvg(nodes: readonly AnyNode[]): Element | null {
	const found = nodes.find((node): node is Element => isElement(node) && node.name === "svg");
	return found ?? null;
}

function writeNode(node: AnyNode, budget: { nodes: number }): string {
	budget.nodes--;
	if (budget.nodes < 0) return "";
	if (isText(node)) return escapeText(node.data);
	if (!isElement(node)) return "";
	const name = ELEMENT_NAMES.get(node.name.toLowerCase());
	if (name === undefined) return "";
	const inner = node.children.map((child) => writeNode(child, budget)).join("");
	return `<${name}${writeAttributes(node, new Set())}>${inner}</${name}>`;
}

function writeAttributes(element: Element, besides: ReadonlySet<string>): string {
	return Object.entries(element.attribs)
		.map(([name, value]) => ({ name: ATTRIBUTE_NAMES.get(name.toLowerCase()), value }))
		.filter(({ name, value }) => name !== undefined && !besides.has(name) && !REFERS_OUTSIDE.test(value))
		.map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`)
		.join("");
}

/** Width and height in pixels, else the view box's, else what CSS gives a drawing that says nothing. */
function sizeOf({ attribs }: Element): Size {
	const [, , across = Number.NaN, down = Number.NaN] = (attribs["viewbox"] ?? attribs["viewBox"] ?? "")
		.trim()
		.split(/[\s,]+/)
		.map(Number);
	return {
		width: lengthOf(attribs["width"]) ?? side(across) ?? DEFAULT.width,
		height: lengthOf(attribs["height"]) ?? side(down) ?? DEFAULT.height,
	};
}

const side = (value: number): number | null => (value >= 1 ? Math.ceil(value) : null);

function lengthOf(text = ""): number | null {
	const number = /^\s*(\d{1,12}(?:\.\d+)?)(?:px)?\s*$/.exec(text)?.[1];
	return number === undefined ? null : side(Number(number));
}
