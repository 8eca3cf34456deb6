import { existsSync, readFileSync } from "node:fs";
import { explainPage } from "../../press/explain.ts";
import { type Command, UsageError } from "../command.ts";
import { openFetcherFor } from "../context.ts";

export const explain: Command = {
	name: "explain",
	arguments: [["<page>", "an address, or a file with a page's HTML"]],
	summary: "Say how a page is read: what was chosen for the article, what was left out, and why.",
	options: [["--address <address>", "the address that the file was saved from"]],
	examples: [
		["pressmark explain https://www.rfi.fr/cn/", "fetch and explain; nothing is kept"],
		["pressmark explain page.html --address https://example.org/a", "a saved page"],
	],
	async run([page = ""], options, io) {
		const isAddress = /^https?:\/\//i.test(page);
		if (!isAddress && !existsSync(page))
			throw new UsageError(`${page}: there is no such file, and it is no http or https address`);
		const address =
			(options["address"] as string | undefined) ?? (isAddress ? page : "https://example.invalid/");
		const fetcher = openFetcherFor(options, io);
		try {
			const content = isAddress ? null : readFileSync(page);
			const explained = await explainPage(address, content, fetcher);
			if (explained.kind === "failed") {
				io.err(`pressmark: ${page}: ${explained.reason}\n`);
				return 1;
			}
			io.out(
				options.json
					? `${JSON.stringify({ article: explained.article, trace: explained.trace })}\n`
					: explained.text,
			);
			return 0;
		} finally {
			await fetcher.close();
		}
	},
};
