import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");

/** Makes this Node look like one that is older: its number, and a module that it does not have yet. */
const OLDER = `
import { registerHooks } from "node:module";
Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });
registerHooks({
	resolve(specifier, context, next) {
		if (specifier === "node:sqlite") throw new Error("No such built-in module: node:sqlite");
		return next(specifier, context);
	},
});
`;

test("an older Node is told which one is needed, before anything that it lacks is loaded", () => {
	const preload = `data:text/javascript,${encodeURIComponent(OLDER)}`;
	const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", preload, MAIN, "--help"], {
		encoding: "utf8",
	});
	assert.equal(status, 1);
	assert.equal(stdout, "");
	assert.match(stderr, /^pressmark: Node 24 or newer is needed; this is v/);
});
