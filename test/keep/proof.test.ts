import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type TestContext, test } from "node:test";
import { prove, verifyProof } from "../../src/keep/archive/proof.ts";
import { inclusionProof, leafHash } from "../../src/keep/archive/tree.ts";
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

test("Go's note and tlog packages accept our checkpoints and make our proofs", { skip: noGo }, async (t) => {
	const { folder } = await signedArchive(t);
	const scratch = scratchFolder(t);
	cpSync(resolve(import.meta.dirname, "notary/main.go"), join(scratch, "main.go"));
	mkdirSync(join(scratch, "cache"));
	const env = { ...process.env, GO111MODULE: "off", GOPATH: GO_PATH, GOCACHE: join(scratch, "cache") };
	const notary = join(scratch, "notary");
	execFileSync("go", ["build", "-o", notary, "main.go"], { cwd: scratch, env });
	const { publicKey } = JSON.parse(readFileSync(join(folder, "pressmark.json"), "utf8")) as {
		publicKey: string;
	};
	const ledger = join(folder, "ledger/2022/01/05.jsonl");
	const checkpoint = join(folder, "ledger/checkpoint");
	const said = execFileSync(notary, [publicKey, checkpoint, ledger], { encoding: "utf8" });
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
	const edited = join(scratch, "edited.jsonl");
	writeFileSync(edited, lines.replace("Example News", "Example Newt"));
	assert.throws(() => execFileSync(notary, [publicKey, checkpoint, edited]));
});
