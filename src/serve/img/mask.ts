import type { Box, Size } from "./geometry.ts";
import type { Shape } from "./wanted.ts";

/** Corners of the regular shapes, and how far the first is turned from the top, in turns. */
const POLYGONS: Readonly<Partial<Record<Shape, { readonly corners: number; readonly turn: number }>>> = {
	triangle: { corners: 3, turn: 0 },
	"triangle-180": { corners: 3, turn: 0.5 },
	pentagon: { corners: 5, turn: 0 },
	"pentagon-180": { corners: 5, turn: 0.5 },
	hexagon: { corners: 6, turn: 1 / 12 },
	square: { corners: 4, turn: 1 / 8 },
};

const STAR_POINTS = 5;
/** The inner corners of a five-pointed star whose edges run straight from point to point. */
const STAR_INNER = 0.382;

/** A drawing that is opaque where a picture of this size shows through the shape, and the shape's bounds. */
export function maskOf(
	shape: Shape,
	{ width, height }: Size,
): { readonly svg: string; readonly bounds: Box } {
	const radius = Math.min(width, height) / 2;
	const middle = { x: width / 2, y: height / 2 };
	const drawn = (inner: string, across: number, down: number): { svg: string; bounds: Box } => ({
		svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inner}</svg>`,
		bounds: clamped(
			{ left: middle.x - across, top: middle.y - down, right: middle.x + across, bottom: middle.y + down },
			{ width, height },
		),
	});
	if (shape === "ellipse" || shape === "circle") {
		const across = shape === "circle" ? radius : middle.x;
		const down = shape === "circle" ? radius : middle.y;
		return drawn(`<ellipse cx="${middle.x}" cy="${middle.y}" rx="${across}" ry="${down}"/>`, across, down);
	}
	if (shape === "heart") {
		const place = `translate(${middle.x - radius} ${middle.y - radius}) scale(${radius / 50})`;
		return drawn(
			`<path transform="${place}" d="M50 96C18 66 2 50 2 30A24 24 0 0 1 50 21A24 24 0 0 1 98 30C98 50 82 66 50 96Z"/>`,
			radius,
			radius,
		);
	}
	const corners = shape === "star" ? starCorners() : regularCorners(POLYGONS[shape]);
	const points = corners.map(({ x, y }) => ({ x: middle.x + x * radius, y: middle.y + y * radius }));
	const { svg } = drawn(
		`<polygon points="${points.map(({ x, y }) => `${x},${y}`).join(" ")}"/>`,
		radius,
		radius,
	);
	return { svg, bounds: boundsOf(points, { width, height }) };
}

interface Point {
	readonly x: number;
	readonly y: number;
}

function regularCorners(polygon = { corners: 4, turn: 1 / 8 }): Point[] {
	const { corners, turn } = polygon;
	return Array.from({ length: corners }, (_, index) => corner(index / corners + turn, 1));
}

function starCorners(): Point[] {
	return Array.from({ length: STAR_POINTS * 2 }, (_, index) =>
		corner(index / (STAR_POINTS * 2), index % 2 === 0 ? 1 : STAR_INNER),
	);
}

/** A point on a circle, in turns clockwise from the top. */
function corner(turns: number, radius: number): Point {
	const angle = turns * 2 * Math.PI;
	return { x: Math.sin(angle) * radius, y: -Math.cos(angle) * radius };
}

function boundsOf(points: readonly Point[], size: Size): Box {
	const across = points.map(({ x }) => x);
	const down = points.map(({ y }) => y);
	return clamped(
		{
			left: Math.min(...across),
			top: Math.min(...down),
			right: Math.max(...across),
			bottom: Math.max(...down),
		},
		size,
	);
}

function clamped(
	edges: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
	size: Size,
): Box {
	const left = Math.max(0, Math.floor(edges.left));
	const top = Math.max(0, Math.floor(edges.top));
	const width = Math.max(1, Math.min(size.width, Math.ceil(edges.right)) - left);
	const height = Math.max(1, Math.min(size.height, Math.ceil(edges.bottom)) - top);
	return { left, top, width, height };
}
