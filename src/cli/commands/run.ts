import { openPictureDoor } from "../../press/fetch-picture.ts";
import { runSchedule } from "../../press/schedule.ts";
import { openHubDoor } from "../../press/websub.ts";
import type { Command } from "../command.ts";
import { callbackOf, openPressFor } from "../context.ts";
import { progressOf } from "../progress.ts";
import { serveArchive } from "../serving.ts";

export const run: Command = {
	name: "run",
	arguments: [],
	summary: "Mirror the outlets on a schedule and serve the reader, until told to stop.",
	options: [["-p, --port <number>", "port of the reader, instead of the configuration's"]],
	examples: [
		["pressmark run", "what npm start does"],
		["pressmark run --archive /srv/news --port 8080", "another archive, another port"],
	],
	async run(_args, options, io) {
		const press = await openPressFor(options, io, progressOf(options, io), callbackOf(options));
		try {
			const server = await serveArchive({
				archive: { ...press.archive.library, polls: press.archive.polls },
				config: press.config,
				options,
				io,
				hubDoor: openHubDoor(press),
				fetchPicture: openPictureDoor(press),
			});
			try {
				await runSchedule(press);
			} finally {
				await server.close();
			}
			return 0;
		} finally {
			await press.close();
		}
	},
};
