/**
 * The shape of the code, held as a test: which room imports which, who may touch the outside world,
 * and no file left lying about. To change the architecture, change these tables and ARCHITECTURE.md
 * in one commit.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";

/** Each room, lowest first, and the rooms it may import. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
	article: [],
	collect: ["article"],
	extract: ["article"],
	keep: ["article"],
	pages: ["article"],
	publish: ["article", "pages"],
	press: ["article", "collect", "extract", "keep", "publish"],
	serve: ["article", "keep", "pages", "press", "publish"],
	cli: ["article", "keep", "press", "publish", "serve"],
};

/** The doors: who may reach the outside world, and how. A file that no row names is pure. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
	'from "node:net"': ["collect/net/", "serve/asker.ts"],
	'from "node:http': ["collect/net/", "serve/server.ts"],
	'from "node:fs': ["keep/", "publish/write.ts", "press/config.ts", "press/recipes.ts", "serve/img/", "cli/"],
	"process.env": ["cli/main.ts"],
	"process.exit": ["cli/main.ts"],
	"process.std": ["cli/main.ts"],
	"Date.now()": ["press/clock.ts"],
	"new Date()": ["press/clock.ts"],
	"Math.random()": ["press/clock.ts"],
};

/** A runtime package enters through the one file named here. */
const PACKAGES: Readonly<Record<string, string>> = {
	undici: "collect/net/",
	"iconv-lite": "article/decode.ts",
	entities: "article/references.ts",
	"robots-parser": "collect/net/robots.ts",
	socks: "collect/net/",
	"css-select": "article/select.ts",
	sharp: "serve/img/",
	hono: "serve/",
	"@hono/node-server": "serve/server.ts",
	"@node-rs/jieba": "keep/index/words.ts",
	"opencc-js": "article/fold.ts",
	"pinyin-pro": "keep/index/pinyin.ts",
	fflate: "publish/zip.ts",
	commander: "cli/",
	yaml: "press/config.ts",
	zod: "press/",
};

const ENTRIES = ["cli/main.ts", "index.ts"];
const LINES_MAX = 400;

const files = (readdirSync("src", { recursive: true }) as string[]).filter((file) => file.endsWith(".ts"));
const source = new Map(files.map((file) => [file, readFileSync(join("src", file), "utf8")]));
const roomOf = (file: string): string => file.split("/")[0] ?? "";

function importsOf(file: string): string[] {
	const found = (source.get(file) ?? "").matchAll(/(?:from|import|new URL)\s*\(?\s*"(\.[^"]+\.ts)"/g);
	return [...found].map(([, path = ""]) => normalize(join(dirname(file), path)));
}

/** Names every offender at once, so that one run shows the whole of the mess. */
function assertNone(offenders: readonly string[]): void {
	assert.deepEqual(offenders, []);
}

test("every room is in the table and every import goes down the ladder", () => {
	assertNone(files.filter((file) => !(roomOf(file) in ROOMS) && !ENTRIES.includes(file)));
	assertNone(
		files
			.filter((file) => !ENTRIES.includes(file))
			.flatMap((file) =>
				importsOf(file)
					.filter((to) => roomOf(to) !== roomOf(file) && !ROOMS[roomOf(file)]?.includes(roomOf(to)))
					.map((to) => `${file} -> ${to}`),
			),
	);
});

test("only the doors touch the outside world", () => {
	assertNone(
		Object.entries(DOORS).flatMap(([door, keepers]) =>
			files
				.filter(
					(file) => source.get(file)?.includes(door) && !keepers.some((keeper) => file.startsWith(keeper)),
				)
				.map((file) => `${file} uses ${door}`),
		),
	);
});

test("a runtime package enters through one file and has its lines in DECISIONS.md", () => {
	const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
		dependencies: Record<string, string>;
	};
	const decisions = readFileSync("DECISIONS.md", "utf8");
	assertNone(Object.keys(manifest.dependencies).filter((name) => !(name in PACKAGES)));
	assertNone(Object.keys(PACKAGES).filter((name) => !decisions.includes(`\`${name}\``)));
	assertNone(
		files.flatMap((file) =>
			[
				...(source.get(file) ?? "").matchAll(
					/(?:from|import)\s*\(?\s*"((?:@[^"/]+\/)?[^".:/\\,\s]+)(?:\/[^"]*)?"/g,
				),
			]
				.map(([, name = ""]) => name)
				.filter((name) => !file.startsWith(PACKAGES[name] ?? "nowhere"))
				.map((name) => `${file} imports ${name}`),
		),
	);
});

test("every file is imported by another", () => {
	const imported = new Set(files.flatMap(importsOf));
	assertNone(files.filter((file) => !imported.has(file) && !ENTRIES.includes(file)));
});

test("no file is longer than a few screens", () => {
	assertNone(files.filter((file) => (source.get(file)?.split("\n").length ?? 0) > LINES_MAX));
});
