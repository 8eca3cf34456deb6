import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import { writeAll } from "../archive/disk.ts";

/** What goes into an archive file: bytes in memory, or a file on disk. */
export type ZipEntry = { readonly name: string } & (
	| { readonly bytes: Uint8Array }
	| { readonly place: string }
);

/** The classic format ends here (APPNOTE 4.4.1.4); what is larger is divided by whoever exports. */
export const ZIP_BYTES_MAX = 0xffff_ffff;

const CHUNK_BYTES = 1 << 20;
/** The first moment that the format can name (1980-01-01): the same entries make the same bytes. */
const DATE = 0x0021;
const UTF8_NAMES = 0x0800;

interface Written {
	readonly name: Buffer;
	readonly crc: number;
	readonly size: number;
	readonly offset: number;
}

/** Writes entries one after another, stored as they are: captures are packed already, and a reader may seek in them. */
export function writeZip(place: string, entries: Iterable<ZipEntry>): void {
	const file = openSync(place, "wx");
	try {
		const written: Written[] = [];
		let offset = 0;
		const write = (bytes: Uint8Array): void => {
			writeAll(file, bytes);
			offset += bytes.length;
			if (offset > ZIP_BYTES_MAX)
				throw new Error(`${place} would be larger than 4 GiB: export less at a time`);
		};
		for (const entry of entries) {
			const { crc, size } = sumOf(entry);
			const one = { name: Buffer.from(entry.name, "utf8"), crc, size, offset };
			write(localHeader(one));
			for (const chunk of chunksOf(entry)) write(chunk);
			written.push(one);
		}
		const start = offset;
		for (const one of written) write(centralHeader(one));
		write(endRecord(written.length, offset - start, start));
	} finally {
		closeSync(file);
	}
}

/** The bytes of an entry, piece by piece. */
export function* chunksOf(entry: ZipEntry): Generator<Uint8Array> {
	if ("bytes" in entry) return yield entry.bytes;
	const file = openSync(entry.place, "r");
	try {
		const { size } = fstatSync(file);
		for (let at = 0; at < size; ) {
			const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size - at));
			at += readSync(file, chunk, 0, chunk.length, at);
			yield chunk;
		}
	} finally {
		closeSync(file);
	}
}

function sumOf(entry: ZipEntry): { crc: number; size: number } {
	let [crc, size] = [0, 0];
	for (const chunk of chunksOf(entry)) {
		crc = crc32(chunk, crc);
		size += chunk.length;
	}
	return { crc, size };
}

type Field = readonly [bytes: 2 | 4, value: number];

function fields(...values: readonly Field[]): Buffer {
	const buffer = Buffer.alloc(values.reduce((sum, [bytes]) => sum + bytes, 0));
	let at = 0;
	for (const [bytes, value] of values) at = buffer.writeUIntLE(value, at, bytes);
	return buffer;
}

/** Version, flags, method (stored), time, date, checksum, sizes and the name's length: in both headers alike. */
const common = ({ name, crc, size }: Written): readonly Field[] => [
	[2, 20],
	[2, UTF8_NAMES],
	[2, 0],
	[2, 0],
	[2, DATE],
	[4, crc],
	[4, size],
	[4, size],
	[2, name.length],
	[2, 0],
];

function localHeader(one: Written): Buffer {
	return Buffer.concat([fields([4, 0x04034b50], ...common(one)), one.name]);
}

function centralHeader(one: Written): Buffer {
	const rest: readonly Field[] = [
		[2, 0],
		[2, 0],
		[2, 0],
		[4, 0],
		[4, one.offset],
	];
	return Buffer.concat([fields([4, 0x02014b50], [2, 20], ...common(one), ...rest), one.name]);
}

function endRecord(count: number, size: number, start: number): Buffer {
	return fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, start], [2, 0]);
}
