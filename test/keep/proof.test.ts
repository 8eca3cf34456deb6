import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type TestContext, test } from "node:test";
import { prove, verifyProof } from "../../src/keep/archive/proof.ts";
import { inclusionProof, leafHash } from "../../src/keep/archive/tree.ts";
import { verifyArchive } from "../../src/keep/archive/verify.ts";
import { keepingOf, openTestArchive, scratchFolder } from "./support.ts";

const ARTICLES = 21;

async function signedArchive(t: TestContext): Promise<{ folder: string; marks: string[] }> {
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	const marks: string[] = [];
	for (let n = 0; n < ARTICLES; n++) {
		const address = `https://news.example/a/${n}`;
		marks.push((await archive.keep(keepingOf({ address, text: "初稿" }))).mark);
		if (n % 4 === 0) await archive.keep(keepingOf({ address, text: "改过" }));
	}
	await archive.flush();
	await archive.close();
	return { folder, marks };
}

test("a proof of every article and of an earlier revision holds by itself", async (t) => {
	const { folder, marks } = await signedArchive(t);
	const proofs = [...marks.map((mark) => prove(folder, mark)), prove(folder, marks[4] ?? "", 1)];
	for (const proving of proofs) {
		assert.ok(proving.kind === "proved");
		const read = verifyProof(JSON.stringify(proving.proof), proving.proof.key);
		assert.equal(read.kind, "holds");
	}
	assert.equal(prove(folder, "aaaaaaaaaa").kind, "unproved");
});

test("a proof with anything changed in it fails and says why", async (t) => {
	const { folder, marks } = await signedArchive(t);
	const proving = prove(folder, marks[7] ?? "");
	assert.ok(proving.kind === "proved");
	const { proof } = proving;
	const check = (changed: object, reason: RegExp, key?: string): void => {
		const read = verifyProof(JSON.stringify({ ...proof, ...changed }), key);
		assert.match(read.kind === "fails" ? read.reason : "it holds", reason);
	};
	check({ document: `${proof.document} ` }, /document is not the one/);
	check({ line: proof.line.replace("example", "exampla") }, /not in the tree/);
	check({ index: proof.index + 1 }, /not in the tree/);
	check({ hashes: proof.hashes.toReversed() }, /not in the tree/);
	check(
		{ checkpoint: proof.checkpoint.replace("\n25", "\n26").replace("\n27", "\n28") },
		/checkpoint does not hold/,
	);
	check({}, /another key/, "someone+00000000+AAAA");
	check({ format: "x" }, /no proof/);
});

const GO_PATH = "/usr/share/gocode";
const noGo = existsSync(join(GO_PATH, "src/golang.org/x/mod/sumdb/tlog"))
	? false
	: "SKIPPED: golang-go and golang-golang-x-mod-dev are not installed";

/** A program that checks a checkpoint and a ledger's lines with Go's packages; what it says, or a throw. */
function buildNotary(t: TestContext): (key: string, checkpoint: string, ledger: string) => string {
	const scratch = scratchFolder(t);
	cpSync(resolve(import.meta.dirname, "notary/main.go"), join(scratch, "main.go"));
	mkdirSync(join(scratch, "cache"));
	const env = { ...process.env, GO111MODULE: "off", GOPATH: GO_PATH, GOCACHE: join(scratch, "cache") };
	const notary = join(scratch, "notary");
	execFileSync("go", ["build", "-o", notary, "main.go"], { cwd: scratch, env });
	return (key, checkpoint, ledger) =>
		execFileSync(notary, [key, checkpoint, ledger], { encoding: "utf8", stdio: "pipe" });
}

function keyOf(folder: string): string {
	return (JSON.parse(readFileSync(join(folder, "pressmark.json"), "utf8")) as { publicKey: string })
		.publicKey;
}

const LEDGER = "ledger/2022/01/05.jsonl";
const CHECKPOINT = "ledger/checkpoint";

interface Story {
	readonly n: number;
	readonly text: string;
}

const STORIES: readonly Story[] = Array.from({ length: 12 }, (_, n) => ({ n, text: `第${n}篇` }));

/** What an operator with the key may wish had been kept. */
const FORGERIES: Readonly<Record<string, readonly Story[]>> = {
	deletes: STORIES.toSpliced(5, 1),
	edits: STORIES.with(5, { n: 5, text: "从来如此" }),
	reorders: STORIES.with(5, STORIES[6] as Story).with(6, STORIES[5] as Story),
};

/** An archive of these stories, with more after them, signed by the key of another archive where one is given. */
async function keptAnew(t: TestContext, stories: readonly Story[], keyFrom: string | null): Promise<string> {
	const folder = scratchFolder(t);
	for (const name of keyFrom === null ? [] : [".key", "pressmark.json"])
		cpSync(join(keyFrom ?? "", name), join(folder, name));
	const archive = await openTestArchive(t, folder);
	for (const { n, text } of stories)
		await archive.keep(keepingOf({ address: `https://news.example/a/${n}`, text }));
	await archive.flush();
	cpSync(join(folder, CHECKPOINT), join(folder, ".old"));
	for (let n = 100; n < 103; n++) await archive.keep(keepingOf({ address: `https://news.example/a/${n}` }));
	await archive.flush();
	await archive.close();
	return folder;
}

async function problemsOf(folder: string, checkpoints: readonly string[] = []): Promise<string[]> {
	const problems: string[] = [];
	for await (const { problem } of verifyArchive(folder, { checkpoints })) problems.push(problem);
	return problems;
}

test("an operator who keeps all anew otherwise, and signs it, is caught by an old checkpoint", async (t) => {
	const folder = await keptAnew(t, STORIES, null);
	const old = readFileSync(join(folder, ".old"), "utf8");
	assert.deepEqual(await problemsOf(folder, [old]), []);
	for (const stories of Object.values(FORGERIES)) {
		const forged = await keptAnew(t, stories, folder);
		assert.deepEqual(await problemsOf(forged), []);
		assert.deepEqual(await problemsOf(forged, [old]), [
			"the ledger's first 12 lines are not those that it signed",
		]);
	}
});

test("Go's note and tlog packages catch such an operator as well", { skip: noGo }, async (t) => {
	const folder = await keptAnew(t, STORIES, null);
	const notary = buildNotary(t);
	const old = join(folder, ".old");
	notary(keyOf(folder), old, join(folder, LEDGER));
	for (const [what, stories] of Object.entries(FORGERIES)) {
		const forged = await keptAnew(t, stories, folder);
		notary(keyOf(folder), join(forged, CHECKPOINT), join(forged, LEDGER));
		assert.throws(() => notary(keyOf(folder), old, join(forged, LEDGER)), /root is not the signed one/, what);
	}
});

test("Go's note and tlog packages accept our checkpoints and make our proofs", { skip: noGo }, async (t) => {
	const { folder } = await signedArchive(t);
	const notary = buildNotary(t);
	const key = keyOf(folder);
	const ledger = join(folder, LEDGER);
	const checkpoint = join(folder, CHECKPOINT);
	const said = notary(key, checkpoint, ledger);
	const leaves = readFileSync(ledger, "utf8")
		.split("\n")
		.slice(0, -1)
		.map((line) => leafHash(Buffer.from(line)));
	const ours = leaves.map((_, n) => {
		const hashes = inclusionProof(leaves, n).map((hash) => Buffer.from(hash, "hex").toString("base64"));
		return `${n} [${hashes.join(" ")}]\n`;
	});
	assert.equal(said, ours.join(""));
	const lines = readFileSync(ledger, "utf8");
	const edited = join(folder, "edited.jsonl");
	writeFileSync(edited, lines.replace("Example News", "Example Newt"));
	assert.throws(() => notary(key, checkpoint, edited), /root is not the signed one/);
	writeFileSync(edited, lines.slice(0, lines.lastIndexOf("\n", lines.length - 2) + 1));
	assert.throws(() => notary(key, checkpoint, edited), /fewer lines than were signed/);
});
