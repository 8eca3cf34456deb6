import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { type Document, isMap, isSeq, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { addressOf, type Settings, type SourceSettings, settingsSchema } from "./settings.ts";

/** The configuration as read: settings with defaults filled in, and where they came from. */
export interface Config {
	readonly file: string;
	readonly settings: Settings;
	/** Absolute path of the archive's folder. */
	readonly archive: string;
}

/** A configuration that cannot be used; `message` has a line for each problem: file, line, key, what is allowed. */
export class ConfigError extends Error {}

/** Reads and checks the configuration once. Throws `ConfigError`. */
export function readConfig(file: string): Config {
	if (!existsSync(file))
		throw new ConfigError(`${shown(file)}: there is no such file; \`pressmark init\` writes one`);
	const { document, lines } = parse(file);
	const read = settingsSchema.safeParse(document.toJS() ?? {});
	if (!read.success) {
		const problems = read.error.issues.flatMap((issue) => problemsOf(issue, document, lines));
		throw new ConfigError(problems.map(({ line, text }) => `${shown(file)}:${line}: ${text}`).join("\n"));
	}
	assertDistinct(file, read.data, (index) => lineOf(document, lines, ["sources", index]));
	return { file, settings: read.data, archive: resolve(dirname(file), read.data.archive) };
}

/** Adds sources to the file, which keeps its comments; those already watched are left out. Returns what was added. */
export function addSources(
	file: string,
	sources: readonly Partial<SourceSettings>[],
): Partial<SourceSettings>[] {
	const { document } = parse(file);
	const { settings } = readConfig(file);
	const known = new Set(settings.sources.map(addressOf));
	const added = sources.filter((source) => !known.has(source.feed ?? source.page ?? source.sitemap ?? ""));
	if (added.length === 0) return [];
	if (!isSeq(document.get("sources"))) document.set("sources", document.createNode([]));
	const list = document.get("sources");
	// `sources: []` is written inside brackets; with an item a line it can be read and edited.
	if (isSeq(list)) list.flow = false;
	for (const source of added) document.addIn(["sources"], document.createNode(source));
	const next = `${file}.next`;
	writeFileSync(next, document.toString({ lineWidth: 0 }));
	readConfig(next);
	renameSync(next, file);
	return added;
}

/** Any YAML as a value, or its first mistake with the line. */
export function parseYaml(
	text: string,
):
	| { readonly kind: "read"; readonly value: unknown }
	| { readonly kind: "bad"; readonly line: number; readonly problem: string } {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
	const [error] = document.errors;
	if (error === undefined) return { kind: "read", value: document.toJS() as unknown };
	return { kind: "bad", line: lines.linePos(error.pos[0]).line, problem: error.message };
}

function shown(file: string): string {
	return relative(".", file) || file;
}

function parse(file: string): { document: Document; lines: LineCounter } {
	const lines = new LineCounter();
	const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: lines, prettyErrors: false });
	const [error] = document.errors;
	if (error !== undefined)
		throw new ConfigError(
			`${shown(file)}:${lines.linePos(error.pos[0]).line}: this is not YAML: ${error.message}`,
		);
	return { document, lines };
}

/** The line of a key, or of the nearest thing above it that the file has. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
	for (let length = path.length; length > 0; length--) {
		const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
		const key = path[length - 1];
		const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === key) : undefined;
		const node = pair?.key ?? (isSeq(parent) ? parent.items[Number(key)] : undefined);
		const range = (node as { range?: readonly number[] } | undefined)?.range;
		if (range?.[0] !== undefined) return lines.linePos(range[0]).line;
	}
	return 1;
}

function problemsOf(
	issue: z.core.$ZodIssue,
	document: Document,
	lines: LineCounter,
): { line: number; text: string }[] {
	const key = issue.path.map(String).join(".");
	const at = (path: readonly PropertyKey[]): number => lineOf(document, lines, path);
	if (issue.code === "unrecognized_keys")
		return issue.keys.map((name) => ({
			line: at([...issue.path, name]),
			text: `${[key, name].filter(Boolean).join(".")}: there is no such setting; ${allowedKeys(issue.path)}`,
		}));
	return [{ line: at(issue.path), text: `${key || "the file"}: ${wordsOf(issue)}` }];
}

function wordsOf(issue: z.core.$ZodIssue): string {
	if (issue.code === "invalid_value") return `write one of ${issue.values.join(", ")}`;
	if (issue.code === "custom" || issue.code === "invalid_format") return `write ${issue.message}`;
	return issue.message.replace(/^Invalid input: /, "");
}

/** The settings that may stand where an unknown one was found. */
function allowedKeys(path: readonly PropertyKey[]): string {
	const shape = settingsSchema.shape;
	const [first] = path;
	const room =
		first === "sources"
			? shape.sources
			: first === undefined
				? settingsSchema
				: shape[first as keyof Settings];
	const keys = namesIn(room);
	return keys.length === 0 ? "see docs/settings.md" : `allowed here: ${keys.join(", ")}`;
}

function namesIn(schema: unknown): string[] {
	const { shape, def } = schema as { shape?: object; def?: { innerType?: unknown; element?: unknown } };
	if (shape !== undefined) return Object.keys(shape);
	const inner = def?.innerType ?? def?.element;
	return inner === undefined ? [] : namesIn(inner);
}

/** Two sources may share an outlet, but not an address. */
function assertDistinct(file: string, settings: Settings, line: (index: number) => number): void {
	const first = new Map<string, number>();
	for (const [index, source] of settings.sources.entries()) {
		const address = addressOf(source);
		const before = first.get(address);
		if (before !== undefined)
			throw new ConfigError(
				`${shown(file)}:${line(index)}: sources.${index}: ${address} is already watched (line ${line(before)}); remove one`,
			);
		first.set(address, index);
	}
}
