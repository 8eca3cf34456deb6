import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const FOLDER = resolve(import.meta.dirname, "../../../shared");

/** The path of data that lies beside the project, or null where this clone has none. */
export function sharedPath(path: string): string | null {
	const full = join(FOLDER, path);
	return existsSync(full) ? full : null;
}

/** For `test(name, { skip: skipWithout("seed") }, …)`: says loudly what is missing. */
export function skipWithout(path: string): string | false {
	return sharedPath(path) === null ? `SKIPPED: ../shared/${path} is not beside this clone` : false;
}
