import { writeLists } from "../publish/lists.ts";
import { outputFolder } from "../publish/write.ts";
import type { Press } from "./open.ts";

/** Writes the archive's lists and README.md for the outlets that changed; null for all of them. */
export async function publishLists(press: Press, changed: ReadonlySet<string> | null): Promise<void> {
	const { archive, clock, config } = press;
	const outlets = changed ?? new Set((await archive.library.outlets()).map(({ outlet }) => outlet));
	await writeLists(archive.library, outlets, { output: outputFolder(config.archive), now: clock.now() });
}
