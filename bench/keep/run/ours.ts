/** Imports folders into a new archive. Says what processor time it took. Usage: ours TARGET SOURCE… */
import { openArchive } from "../../../src/keep/archive.ts";
import { importFolder } from "../../../src/keep/import.ts";

const [target = "", ...sources] = process.argv.slice(2);
const archive = await openArchive(target, { now: Date.now });
for (const source of sources) for await (const _ of importFolder(archive, source));
await archive.flush();
await archive.close();
console.log(JSON.stringify(process.cpuUsage()));
