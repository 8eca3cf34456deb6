import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** A stretch of a file that is a WARC file: all of it, or an entry of a WACZ. */
export interface Stretch {
	readonly file: number;
	/** What its records are named by. */
	readonly name: string;
	readonly start: number;
	readonly end: number;
}

/** Why a file cannot be read at all; the message says what it is. */
export class NoWarc extends Error {}

/** The WARC files in a file: itself, or those that a WACZ holds. Throws `NoWarc`. */
export function openStretches(place: string, name: string): { stretches: readonly Stretch[]; close(): void } {
	const file = openSync(place, "r");
	const whole: Stretch = { file, name, start: 0, end: fstatSync(file).size };
	try {
		const isZip = read(whole, 0, 4).toString("latin1") === "PK\x03\x04";
		return { stretches: isZip ? entriesOf(whole) : [whole], close: () => closeSync(file) };
	} catch (error) {
		closeSync(file);
		throw error;
	}
}

/** The bytes at a place, fewer where the stretch ends. */
export function read({ file, end }: Stretch, at: number, length: number): Buffer {
	const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, end - at)));
	let done = 0;
	while (done < bytes.length) {
		const size = readSync(file, bytes, done, bytes.length - done, at + done);
		if (size === 0) break;
		done += size;
	}
	return bytes.subarray(0, done);
}

/** A ZIP's end record and the longest comment after it (APPNOTE 4.3.16). */
const END_BYTES_MAX = 22 + 0xffff;
const DIRECTORY_BYTES_MAX = 64 << 20;
const CENTRAL = 0x02014b50;

/** The WARC files of a WACZ, which are stored as they are (WACZ 1.1.1, section 5.2): their bytes are the ZIP's. */
function entriesOf(zip: Stretch): Stretch[] {
	const tail = read(zip, Math.max(0, zip.end - END_BYTES_MAX), END_BYTES_MAX);
	const at = tail.lastIndexOf("PK\x05\x06", undefined, "latin1");
	if (at === -1 || at + 22 > tail.length)
		throw new NoWarc(`${zip.name}: the ZIP has no end: it was cut short`);
	const size = tail.readUInt32LE(at + 12);
	const start = tail.readUInt32LE(at + 16);
	if (start === 0xffff_ffff || size > DIRECTORY_BYTES_MAX)
		throw new NoWarc(`${zip.name}: the ZIP is larger than 4 GiB; unpack it and import its archive/ files`);
	const directory = read(zip, start, size);
	const entries: Stretch[] = [];
	for (let from = 0; from + 46 <= directory.length && directory.readUInt32LE(from) === CENTRAL; ) {
		const [method, packed] = [directory.readUInt16LE(from + 10), directory.readUInt32LE(from + 20)];
		const [name, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(from + field));
		const path = directory.subarray(from + 46, from + 46 + (name ?? 0)).toString("utf8");
		if (/\.warc(\.gz)?$/.test(path)) {
			if (method !== 0)
				throw new NoWarc(`${zip.name}: ${path} is compressed by the ZIP; unpack it and import it`);
			const local = directory.readUInt32LE(from + 42);
			const header = read(zip, local, 30);
			const begins = local + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
			const end = Math.min(begins + packed, zip.end);
			entries.push({ file: zip.file, name: `${zip.name}/${path}`, start: begins, end });
		}
		from += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
	}
	return entries;
}
