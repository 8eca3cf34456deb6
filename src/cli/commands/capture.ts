import { captureNow } from "../../press/capture.ts";
import { type Command, UsageError } from "../command.ts";
import { openPressFor } from "../context.ts";

export const capture: Command = {
	name: "capture",
	arguments: [["<address>", "the article's page"]],
	summary: "Keep one article now.",
	options: [
		["--outlet <name>", "folder name in the archive (default: the source of the same host, or the host)"],
	],
	examples: [["pressmark capture https://www.bbc.com/zhongwen/simp/world-59885200", "one article, now"]],
	async run([address = ""], options, io) {
		if (!/^https?:$/.test(URL.parse(address)?.protocol ?? ""))
			throw new UsageError(`${address} is no http or https address`);
		const press = await openPressFor(options, io, () => {});
		try {
			const { pressed, file } = await captureNow(address, options["outlet"] as string | undefined, press);
			if (options.json) io.out(`${JSON.stringify({ ...pressed, file })}\n`);
			else if (file === null)
				io.err(`pressmark: ${address}: ${"reason" in pressed ? pressed.reason : pressed.kind}\n`);
			else io.out(`${pressed.kind}: ${file}\n`);
			return file === null ? 1 : 0;
		} finally {
			await press.close();
		}
	},
};
