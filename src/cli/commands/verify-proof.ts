import { readFileSync } from "node:fs";
import { verifyProof as checkProof } from "../../keep/archive/proof.ts";
import type { Command } from "../command.ts";

export const verifyProof: Command = {
	name: "verify-proof",
	arguments: [["<file>", "what `pressmark prove` wrote"]],
	summary: "Check a proof; nothing else is needed, neither an archive nor the network.",
	options: [["--key <key>", "the verifier key that the archive publishes, if you know it"]],
	examples: [["pressmark verify-proof talks.proof.json", "exit status 1 if it does not hold"]],
	async run([file = ""], options, io) {
		const reading = checkProof(readFileSync(file, "utf8"), options["key"] as string | undefined);
		if (reading.kind === "fails") {
			if (options.json) io.out(`${JSON.stringify(reading)}\n`);
			io.err(`pressmark: ${file} does not hold: ${reading.reason}\n`);
			return 1;
		}
		const { entry, origin, size } = reading;
		const kept = { at: new Date(entry.at).toISOString(), origin, size };
		if (options.json) io.out(`${JSON.stringify({ kind: "holds", ...kept, entry })}\n`);
		else
			io.out(
				`it holds: ${"title" in entry ? `«${entry.title}» ` : ""}was kept ${kept.at} by ${origin}, among ${size} lines\n`,
			);
		return 0;
	},
};
