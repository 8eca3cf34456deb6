import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { parse } from "yaml";
import { openOrigin } from "../support/origin.ts";

interface Step {
	readonly name?: string;
	readonly run?: string;
	readonly "working-directory"?: string;
}

/** The workflow's own commands, in its order; installing is left out, since the program is here. */
function stepsOf(path: string): Required<Step>[] {
	const workflow = parse(readFileSync(path, "utf8")) as { jobs: { mirror: { steps: Step[] } } };
	return workflow.jobs.mirror.steps.filter(
		(step): step is Required<Step> => step.run !== undefined && !step.run.includes("npm"),
	);
}

const WORKFLOW = new URL("../../docs/examples/mirror.yml", import.meta.url).pathname;
const MAIN = new URL("../../src/cli/main.ts", import.meta.url).pathname;
const prose = "一句足够长的话，能让人看出这是一篇文章的正文，而不是别的什么。".repeat(12);

/** An outlet with one article, whose text is what `say` was given last. */
async function openOutlet(t: TestContext): Promise<{ feed: string; say(text: string): void }> {
	let text = "";
	const outlet = await openOrigin(({ url, headers }, response) => {
		const address = `http://${headers.host}/a/1`;
		if (url === "/feed.xml")
			response.end(
				`<rss version="2.0"><channel><title>报</title><item><title>桥</title><link>${address}</link></item></channel></rss>`,
			);
		else if (url === "/a/1")
			response
				.setHeader("content-type", "text/html; charset=utf-8")
				.end(`<title>桥</title><article><h1>桥</h1><p>${prose}</p><p>${text}${prose}</p></article>`);
		else response.writeHead(404).end();
	});
	t.after(() => outlet.close());
	return {
		feed: `${outlet.address}/feed.xml`,
		say: (said) => {
			text = said;
		},
	};
}

test("the workflow for GitHub mirrors, commits and pushes, hour after hour, each on a new machine", async (t) => {
	const root = mkdtempSync(join(tmpdir(), "pressmark-workflow-"));
	t.after(() => rmSync(root, { recursive: true, force: true }));
	const outlet = await openOutlet(t);
	const git = (cwd: string, ...words: string[]): string =>
		execFileSync("git", words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
	const bin = join(root, "bin");
	mkdirSync(bin);
	writeFileSync(join(bin, "pressmark"), `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`);
	chmodSync(join(bin, "pressmark"), 0o755);
	git(root, "init", "--quiet", "--bare", "--initial-branch=main", "hub.git");
	git(root, "clone", "--quiet", "hub.git", "first");
	const settings = `network: { allow: [127.0.0.1], paceMs: 0 }\nsources: [{ outlet: bao, feed: "${outlet.feed}" }]\n`;
	writeFileSync(join(root, "first/pressmark.yaml"), settings);
	git(join(root, "first"), "add", "pressmark.yaml");
	git(
		join(root, "first"),
		...["-c", "user.name=o", "-c", "user.email=o@example.org", "commit", "-qm", "what to watch"],
	);
	git(join(root, "first"), "push", "--quiet", "origin", "HEAD:main");

	for (const [hour, said] of ["", "改过的一句。"].entries()) {
		outlet.say(said);
		const machine = join(root, `machine-${hour}`);
		mkdirSync(machine);
		git(machine, "clone", "--quiet", "--depth=1", `file://${root}/hub.git`, "mirror");
		const env = { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"]}`, PRESSMARK_KEY: "" };
		for (const { name, run, "working-directory": folder } of stepsOf(WORKFLOW)) {
			// Articles are asked again an hour later; here no hour passes.
			const script = run.replace("pressmark sync", "pressmark sync --recheck");
			const { stdout } = await promisify(execFile)("bash", ["-e", "-o", "pipefail", "-c", script], {
				cwd: join(machine, folder),
				env,
			});
			assert.doesNotMatch(stdout, /::warning::/, `${name} in hour ${hour}`);
		}
		assert.ok(existsSync(join(machine, "site/index.html")));
		assert.equal(git(machine, "-C", "mirror", "status", "--porcelain"), "");
	}
	const files = git(join(root, "hub.git"), "ls-tree", "-r", "--name-only", "main");
	assert.equal(files.match(/^archive\/articles\//gm)?.length, 1);
	assert.equal(files.match(/^archive\/revisions\//gm)?.length, 1);
	assert.doesNotMatch(files, /captures|\.key|index\.sqlite/);
});
