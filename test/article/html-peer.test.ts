import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { parseDocument } from "htmlparser2";
import { parseHtml } from "../../src/article/html.ts";
import { sharedPath, skipWithout } from "../support/shared.ts";

/** What both parsers' nodes have in common. */
interface Node {
	readonly type: string;
	readonly data?: string;
	readonly name?: string;
	readonly attribs?: Readonly<Record<string, string>>;
	readonly children?: readonly Node[];
}

/** A tree line by line, without what nobody reads: comments, declarations. */
function outlineOf(node: Node, depth = 0): string[] {
	if (node.type === "text") return [`${depth} ${node.data}`];
	const inner = (node.children ?? []).flatMap((child) => outlineOf(child, depth + 1));
	if (node.name === undefined || node.attribs === undefined) return node.type === "root" ? inner : [];
	// Theirs gives the elements of drawings their capitals back.
	const attributes = Object.entries(node.attribs).map(([name, value]) => `${name.toLowerCase()}=${value}`);
	return [`${depth} <${[node.name.toLowerCase(), ...attributes].join(" ")}>`, ...inner];
}

const SET = "bench/extraction/zh/html";

test("the trees of real pages are those that htmlparser2 makes of them", { skip: skipWithout(SET) }, () => {
	const folder = sharedPath(SET) ?? "";
	for (const name of readdirSync(folder).slice(0, 40)) {
		const markup = gunzipSync(readFileSync(join(folder, name))).toString("utf8");
		const ours = outlineOf(parseHtml(markup) as unknown as Node);
		const theirs = outlineOf(parseDocument(markup) as unknown as Node);
		assert.ok(
			ours.join("\n") === theirs.join("\n"),
			`${name}: ${ours.find((line, at) => line !== theirs[at])}`,
		);
	}
});
