import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Installs the packages of bench/<name>/package.json beside it, once; they are no dependencies of the project. */
export function installPeers(folder: string): void {
	if (existsSync(join(folder, "node_modules"))) return;
	console.error(`installing the peers of ${folder} (once)`);
	const done = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--silent"], {
		cwd: folder,
		stdio: ["ignore", "ignore", "inherit"],
	});
	if (done.status !== 0) throw new Error(`the peers could not be installed: run npm install in ${folder}`);
}
