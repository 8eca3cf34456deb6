import { writeFileSync } from "node:fs";
import { canonicalAddress, markOf } from "../../article/address.ts";
import { prove as proveArticle } from "../../keep/archive/proof.ts";
import { type Command, UsageError } from "../command.ts";
import { configOf } from "../context.ts";

export const prove: Command = {
	name: "prove",
	arguments: [["<article>", "its address, or its mark"]],
	summary: "Write a small proof that an article was kept, for someone who has nothing else.",
	options: [
		["--revision <number>", "which revision (default: the newest)"],
		["-o, --output <file>", "where to write (default: standard output)"],
	],
	examples: [
		["pressmark prove 7tivfu46oc -o talks.proof.json", "document, hashes and signature in one file"],
		["pressmark prove https://example.org/a/1 --revision 1", "the first version of an article"],
	],
	async run([given = ""], options, io) {
		const address = canonicalAddress(given);
		const mark = address === null ? given : markOf(address);
		if (!/^[a-z2-7]{10}$/.test(mark))
			throw new UsageError(`${given} is neither an address nor a mark of ten characters`);
		const revision = options["revision"] === undefined ? undefined : Number(options["revision"]);
		if (revision !== undefined && !(Number.isInteger(revision) && revision > 0))
			throw new UsageError("--revision takes a number from 1");
		const proving = proveArticle(configOf(options).archive, mark, revision);
		if (proving.kind === "unproved") {
			io.err(`pressmark: ${given}: ${proving.reason}\n`);
			return 1;
		}
		const text = `${JSON.stringify(proving.proof, null, "\t")}\n`;
		const file = options["output"] as string | undefined;
		if (file === undefined) io.out(text);
		else writeFileSync(file, text);
		return 0;
	},
};
