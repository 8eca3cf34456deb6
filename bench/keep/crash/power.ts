import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkArchive } from "./check.ts";
import { killWriter } from "./kill.ts";
import type { Acknowledged } from "./writer.ts";

/** A file system on a disk image, to be cut from its power. */
interface Disk {
	readonly image: string;
	readonly mount: string;
}

const IMAGE_BYTES = 320 << 20;
const MAKE: Readonly<Record<string, readonly string[]>> = {
	ext4: ["mkfs.ext4", "-q", "-F"],
	xfs: ["mkfs.xfs", "-q", "-f"],
};

export const FILE_SYSTEMS = Object.keys(MAKE);

/** Whether images can be made, mounted and cut off here: that takes root, loop devices and xfsprogs. */
export function canCutPower(): boolean {
	return process.getuid?.() === 0 && spawnSync("xfs_io", ["-V"]).status === 0;
}

function openDisk(kind: string): Disk {
	const folder = mkdtempSync(join(tmpdir(), "pressmark-power-"));
	const disk = { image: join(folder, "disk.img"), mount: join(folder, "disk") };
	writeFileSync(disk.image, "");
	truncateSync(disk.image, IMAGE_BYTES);
	const [command = "", ...words] = MAKE[kind] ?? [];
	execFileSync(command, [...words, disk.image]);
	mkdirSync(disk.mount);
	return disk;
}

function mount({ image, mount }: Disk): void {
	execFileSync("mount", ["-o", "loop", image, mount]);
}

/** What was not on the disk is gone: nothing that waits in memory may be written any more. */
function cutPower({ mount }: Disk): void {
	execFileSync("xfs_io", ["-x", "-c", "shutdown", mount]);
}

/** What the cuts came to. */
export interface Cuts {
	readonly acknowledged: number;
	readonly problems: readonly string[];
	readonly readyMsMax: number;
}

/** An archive is cut off so many times before the next begins. */
const CUTS_PER_ARCHIVE = 10;
const CUT_WITHIN_MS = 250;

/** R3: cuts the power under a writer at random moments. */
export async function cutAtRandom(kind: string, cuts: number): Promise<Cuts> {
	const disk = openDisk(kind);
	const archive = join(disk.mount, "archive");
	const problems: string[] = [];
	let acknowledged: Acknowledged[] = [];
	let [total, readyMsMax] = [0, 0];
	for (let cut = 0; cut < cuts; cut++) {
		mount(disk);
		if (cut % CUTS_PER_ARCHIVE === 0) {
			rmSync(archive, { recursive: true, force: true });
			acknowledged = [];
		}
		const beforeKill = (): void => cutPower(disk);
		const killed = await killWriter(archive, {
			seed: 1 + cut * 7919,
			afterMs: Math.random() * CUT_WITHIN_MS,
			beforeKill,
		});
		acknowledged.push(...killed.acknowledged);
		total += killed.acknowledged.length;
		execFileSync("umount", [disk.mount]);
		mount(disk);
		const found = await checkArchive(archive, acknowledged);
		readyMsMax = Math.max(readyMsMax, found.readyMs);
		problems.push(...found.problems.map((problem) => `${kind}, cut ${cut}: ${problem}`));
		execFileSync("umount", [disk.mount]);
	}
	rmSync(join(disk.image, ".."), { recursive: true, force: true });
	return { acknowledged: total, problems, readyMsMax };
}

const CONTROL_FILES = 200;
const CONTROL = `
const { renameSync, writeFileSync } = require("node:fs");
for (let n = 0; n < ${CONTROL_FILES}; n++) {
	writeFileSync(process.argv[1] + "/" + n + ".tmp", "x".repeat(3000));
	renameSync(process.argv[1] + "/" + n + ".tmp", process.argv[1] + "/" + n);
}`;

/** The control: files written and renamed without fsync; gives how many of them the cut took. It must be some. */
export async function cutWithoutSync(kind: string): Promise<number> {
	const disk = openDisk(kind);
	mount(disk);
	await once(spawn(process.execPath, ["-e", CONTROL, disk.mount]), "close");
	cutPower(disk);
	execFileSync("umount", [disk.mount]);
	mount(disk);
	const found =
		spawnSync("find", [disk.mount, "-type", "f", "-size", "3000c"]).stdout.toString().split("\n").length - 1;
	execFileSync("umount", [disk.mount]);
	rmSync(join(disk.image, ".."), { recursive: true, force: true });
	return CONTROL_FILES - found;
}
