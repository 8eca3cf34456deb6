import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The JavaScript peers, those that are run when none are named first. */
export const PEERS: readonly string[] = [
	"readability+linkedom",
	"defuddle+linkedom",
	"postlight-parser",
	"jocmp-mercury",
	"extractus",
	"mizchi-readability",
	"read-art",
	"unfluff",
	"readability+jsdom",
	"baseline-p",
];

/** Copies the peers' adapters from the data and installs them, once. They are no part of the project. */
export function installPeers(from: string): void {
	const folder = join(import.meta.dirname, "node_modules", "peers");
	if (existsSync(join(folder, "node_modules"))) return;
	mkdirSync(folder, { recursive: true });
	for (const file of readdirSync(from)) copyFileSync(join(from, file), join(folder, file));
	const installed = spawnSync("npm", ["install", "--no-audit", "--no-fund"], {
		cwd: folder,
		encoding: "utf8",
	});
	if (installed.status !== 0) throw new Error(`the peers could not be installed:\n${installed.stderr}`);
}
