import { resolve } from "node:path";
import { addSources } from "../../press/config.ts";
import { findFeed } from "../../press/find-feed.ts";
import { OUTLET_NAME, outletNameOf } from "../../press/settings.ts";
import { type Command, UsageError } from "../command.ts";
import { openFetcherFor } from "../context.ts";

export const add: Command = {
	name: "add",
	arguments: [["<address>", "a feed, or any page of an outlet"]],
	summary: "Find the feed behind an address and write it into the configuration.",
	options: [
		["--outlet <name>", "folder name in the archive (default: from the address)"],
		["--name <text>", "the outlet's name (default: the feed's title)"],
	],
	examples: [
		["pressmark add https://www.rfi.fr/cn/", "the feed that the page names"],
		["pressmark add https://example.org/feed.xml --outlet example", "a feed, with a folder name of your own"],
	],
	async run([given = ""], options, io) {
		const address = URL.parse(given) ?? URL.parse(`https://${given}`);
		if (address === null || !/^https?:$/.test(address.protocol))
			throw new UsageError(`${given} is no http or https address`);
		const outlet = (options["outlet"] as string | undefined) ?? outletNameOf(address.hostname);
		if (!OUTLET_NAME.test(outlet))
			throw new UsageError(
				`--outlet ${outlet}: write lower-case letters, digits, dots, hyphens and underscores`,
			);
		const fetcher = openFetcherFor(options, io);
		try {
			const found = await findFeed(address.href, fetcher);
			if (found.kind === "failed") {
				io.err(`pressmark: ${found.reason}\n`);
				return 1;
			}
			const name = (options["name"] as string | undefined) ?? found.title ?? outlet;
			const [added] = addSources(resolve(options.config), [{ outlet, name, feed: found.address }]);
			if (options.json)
				io.out(`${JSON.stringify({ outlet, name, feed: found.address, added: added !== undefined })}\n`);
			else if (added === undefined) io.out(`${found.address} is watched already\n`);
			else
				io.out(
					`${options.config}: ${outlet} (${name}) is watched at ${found.address}, ${found.entries} ${found.entries === 1 ? "article" : "articles"} now\n`,
				);
			return 0;
		} finally {
			await fetcher.close();
		}
	},
};
