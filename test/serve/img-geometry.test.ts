import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { planOf } from "../../src/serve/img/geometry.ts";
import { readQuery } from "../../src/serve/img/query.ts";
import { readWanted } from "../../src/serve/img/wanted.ts";
import { sharedPath, skipWithout } from "../support/shared.ts";

function check(input: string, query: string, output: string): void {
	const [width = 0, height = 0] = input.split("x").map(Number);
	const { size } = planOf({ width, height }, readWanted(readQuery(query).picture));
	assert.equal(`${size.width}x${size.height}`, output, `${input} ${query}`);
}

test("each fit gives the size that its name promises", () => {
	check("1200x800", "w=600", "600x400");
	check("1200x800", "w=600&h=100", "150x100");
	check("1200x800", "w=600&h=100&fit=outside", "600x400");
	check("1200x800", "w=600&h=100&fit=cover", "600x100");
	check("1200x800", "w=600&h=100&fit=fill", "600x100");
	check("1200x800", "w=600&h=100&fit=contain", "600x100");
	check("1200x800", "h=50%&fit=fill", "1200x400");
	check("1200x800", "w=25%", "300x200");
	check("1200x800", "w=2400", "2400x1600");
	check("1200x800", "w=2400&we", "1200x800");
	check("2x1000", "h=5", "1x5");
});

test("a crop stays inside the picture", () => {
	check("1200x800", "cx=1100&cw=500", "100x800");
	check("1200x800", "cx=5000&cw=10&ch=10", "10x10");
	check("1200x800", "w=300&cx=10&cy=10&cw=100%&ch=50%", "290x100");
	check("1200x800", "w=300&cw=-10&ch=7", "300x7");
});

test("no plan reaches outside the picture that it is for", () => {
	const side = fc.integer({ min: 1, max: 9000 });
	const fit = fc.constantFrom("inside", "outside", "cover", "fill", "contain");
	const point = fc.constantFrom("top", "bottom-right", "left", "focal&fpx=0.9&fpy=0.1", "entropy");
	const asked = fc.record({ width: side, height: side, w: side, h: side, fit, a: point, cx: side, cw: side });
	fc.assert(
		fc.property(asked, ({ width, height, ...parameters }) => {
			const query = Object.entries(parameters)
				.map(([name, value]) => `${name}=${value}`)
				.join("&");
			const { resize, striking, crop, embed, size } = planOf(
				{ width, height },
				readWanted(readQuery(query).picture),
			);
			const shape = striking?.size ?? resize ?? { width, height };
			assert.ok(shape.width >= 1 && shape.height >= 1 && size.width >= 1 && size.height >= 1);
			if (crop !== null) {
				assert.ok(
					crop.left >= 0 && crop.top >= 0 && crop.width >= 1 && crop.height >= 1,
					JSON.stringify(crop),
				);
				assert.ok(
					crop.left + crop.width <= shape.width && crop.top + crop.height <= shape.height,
					JSON.stringify(crop),
				);
			}
			const inner = crop ?? shape;
			if (embed !== null)
				assert.ok(
					embed.left + inner.width <= embed.size.width && embed.top + inner.height <= embed.size.height,
				);
		}),
	);
});

interface Pair {
	readonly input: {
		readonly width?: number;
		readonly height?: number;
		readonly pages?: number;
		readonly format?: string;
	} | null;
	readonly params: string;
	readonly width?: number;
	readonly height?: number;
}

test("sizes are those of the proxy's own tests", { skip: skipWithout("bench/weserv/pairs.json") }, () => {
	const pairs = JSON.parse(
		readFileSync(sharedPath("bench/weserv/pairs.json") ?? "", "utf8"),
	) as readonly Pair[];
	// What turns, trims or masks is no arithmetic, and a pyramid has levels: npm run bench:img asks the endpoint for those.
	const known = pairs.filter(
		({ input, params, width, height }) =>
			width &&
			height &&
			params &&
			input?.width &&
			input.format !== "tiff" &&
			!/\b(ro|trim|mask|precrop)\b/.test(params),
	);
	assert.ok(known.length > 50);
	for (const { input, params, width, height } of known)
		check(`${input?.width}x${input?.height}`, params, `${width}x${height}`);
});
