import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

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

/** Where the peers are installed: in the checkout, which is the working folder. */
export const PEERS_FOLDER = resolve("bench/extract/node_modules/peers");

/**
 * Copies the peers' adapters from the data and installs them, once: they are no part of the project. False, and
 * said loudly, where they are not beside the data or do not install.
 */
export function installPeers(from: string | null): boolean {
	if (existsSync(join(PEERS_FOLDER, "node_modules"))) return true;
	if (from === null) {
		console.error("SKIPPED: the peers' adapters are not beside the data");
		return false;
	}
	mkdirSync(PEERS_FOLDER, { recursive: true });
	for (const file of readdirSync(from)) copyFileSync(join(from, file), join(PEERS_FOLDER, file));
	const installed = spawnSync("npm", ["install", "--no-audit", "--no-fund"], {
		cwd: PEERS_FOLDER,
		encoding: "utf8",
	});
	if (installed.status !== 0)
		console.error(`SKIPPED: the peers could not be installed:\n${installed.stderr}`);
	return installed.status === 0;
}
