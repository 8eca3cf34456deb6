import { openLibrary } from "../../keep/archive.ts";
import type { Command } from "../command.ts";
import { configOf } from "../context.ts";
import { serveArchive } from "../serving.ts";

export const serve: Command = {
	name: "serve",
	arguments: [],
	summary: "Serve the reader over an archive; asks no outlet and writes nothing.",
	options: [["-p, --port <number>", "port of the reader, instead of the configuration's"]],
	examples: [["pressmark serve", "the reader at http://127.0.0.1:4319/"]],
	async run(_args, options, io) {
		const config = configOf(options);
		const library = await openLibrary(config.archive);
		try {
			const server = await serveArchive({ archive: library, config, options, io });
			await new Promise<void>((resolve) => {
				if (io.signal.aborted) resolve();
				io.signal.addEventListener("abort", () => resolve());
			});
			await server.close();
			return 0;
		} finally {
			await library.close();
		}
	},
};
