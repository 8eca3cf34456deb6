import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { verifyArchive } from "../../keep/archive/verify.ts";
import { type Command, type Options, UsageError } from "../command.ts";
import { configOf } from "../context.ts";

export const verify: Command = {
	name: "verify",
	arguments: [],
	summary: "Check every file, hash, chain and signature of the archive, and name what is wrong.",
	options: [
		["--subset <n/t>", "only the n-th of t parts: many small runs make one whole"],
		["--text", "documents and ledger only: a git clone carries no pictures or captures"],
		["--checkpoint <file...>", "checkpoints kept elsewhere: what they saw must still be there"],
		["--key <key>", "the verifier key that checkpoints must be signed by"],
	],
	examples: [
		["pressmark verify", "the whole archive; exit status 1 if anything is wrong"],
		["pressmark verify --subset 3/30", "a thirtieth a day"],
		["pressmark verify --text", "in a git clone of a mirror"],
		["pressmark verify --checkpoint last-year.note", "nothing that was there last year has gone or changed"],
	],
	async run(_args, options, io) {
		const subset = subsetOf(options);
		const files = (options["checkpoint"] as readonly string[] | undefined) ?? [];
		const key = options["key"] as string | undefined;
		const problems: { path: string; problem: string }[] = [];
		const { archive } = configOf(options);
		for await (const found of verifyArchive(archive, {
			...(subset === null ? {} : { subset }),
			...(key === undefined ? {} : { key }),
			textOnly: options["text"] === true,
			checkpoints: files.map((file) => readFileSync(file, "utf8")),
		})) {
			problems.push(found);
			if (!options.json) io.out(`${found.path}: ${found.problem}\n`);
		}
		if (options.json) io.out(`${JSON.stringify(problems)}\n`);
		else if (!options.quiet) {
			io.err(problems.length === 0 ? "all is as the ledger says\n" : `${problems.length} problems\n`);
			if (problems.some(({ path }) => isOutsideGit(archive, path))) io.err(`${OUTSIDE_GIT}\n`);
		}
		return problems.length === 0 ? 0 : 1;
	},
};

const OUTSIDE_GIT =
	"captures/ or media/ is not here: a git clone does not carry them, and `pressmark verify --text` checks the rest";

/** True where all that lies beside a file is missing too. */
function isOutsideGit(archive: string, path: string): boolean {
	const room = /^(?:captures|media)(?=\/)/.exec(path)?.[0];
	return room !== undefined && !existsSync(join(archive, room));
}

function subsetOf(options: Options): { part: number; of: number } | null {
	const text = options["subset"];
	if (text === undefined) return null;
	const [, part, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(String(text)) ?? [];
	if (part === undefined || of === undefined || Number(part) < 1 || Number(part) > Number(of))
		throw new UsageError(`--subset takes n/t with n from 1 to t, such as 1/30`);
	return { part: Number(part), of: Number(of) };
}
