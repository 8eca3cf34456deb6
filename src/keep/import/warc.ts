import { basename } from "node:path";
import { constants, crc32, inflateRawSync } from "node:zlib";
import type { Capture } from "../../article/capture.ts";
import type { CodedCapture } from "../recaptures.ts";
import { type HttpResponse, readHttpResponse } from "./http-response.ts";
import { openStretches, read, type Stretch } from "./warc-file.ts";

/** What stands in a WARC file, record by record; `path` names the file and the record's place in it. */
export type WarcFound = { readonly path: string } & (
	| { readonly kind: "response"; readonly capture: CodedCapture; readonly place: RecordPlace }
	/** The page at an address had, at a time (ms since 1970), the payload of an earlier response. */
	| { readonly kind: "revisit"; readonly address: string; readonly at: number; readonly of: Visit }
	/** A record that holds neither a response nor a resource: a request, what the crawler says of itself. */
	| { readonly kind: "other"; readonly type: string }
	/** Bytes that cannot be read, up to where the next record begins; at most so many of them as are kept. */
	| { readonly kind: "bad"; readonly reason: string; readonly bytes: Uint8Array }
);

/** A record, or a gzip member of several, is read no further than this. */
const RECORD_BYTES_MAX = 128 << 20;
const HEAD_BYTES_MAX = 64 << 10;
const WINDOW_BYTES = 1 << 20;
/** Of what cannot be read, so much is kept aside. */
const BAD_BYTES_MAX = 16 << 20;

/** An address as it answered at a time, ms since 1970 (ISO 28500, section 6.7). */
export interface Visit {
	readonly address: string;
	readonly at: number;
}

/** Where a record stands, to be read again by. */
export interface RecordPlace {
	readonly stretch: Stretch;
	/** Where its member begins. */
	readonly member: number;
	/** And where it begins in what that unpacks to. */
	readonly offset: number;
}

/** A WARC file (ISO 28500, 1.0 and 1.1), plain or gzip, or those in a WACZ. */
export interface Warc {
	/** Its records in order. After bytes that cannot be read it goes on where the next record begins. */
	records(): Generator<WarcFound>;
	/** A response once more. */
	response(place: RecordPlace): CodedCapture;
	close(): void;
}

/** Opens a WARC file or WACZ. Throws `NoWarc` where the file is none. */
export function openWarc(place: string): Warc {
	const { stretches, close } = openStretches(place, basename(place));
	return {
		*records() {
			for (const stretch of stretches) yield* recordsOf(stretch);
		},
		response: responseAt,
		close,
	};
}

function responseAt({ stretch, member, offset }: RecordPlace): CodedCapture {
	const read = formOf(stretch).read(stretch, member);
	const found =
		read.kind === "member" ? recordsIn(read.content, { stretch, member }, offset).next().value : null;
	if (found?.kind !== "response") throw new Error(`${stretch.name} was changed while it was read`);
	return found.capture;
}

function formOf(stretch: Stretch): Form {
	return read(stretch, stretch.start, 2).equals(PACKED.magic.subarray(0, 2)) ? PACKED : PLAIN;
}

function* recordsOf(stretch: Stretch): Generator<WarcFound> {
	const form = formOf(stretch);
	for (let at = stretch.start; at < stretch.end; ) {
		const member = form.read(stretch, at);
		if (member.kind === "member") {
			yield* recordsIn(member.content, { stretch, member: at }, 0);
			at = member.next;
			continue;
		}
		const next = nextMember(stretch, at + 1, form);
		yield {
			path: pathOf({ stretch, member: at }),
			kind: "bad",
			reason: member.reason,
			bytes: read(stretch, at, Math.min(next - at, BAD_BYTES_MAX)),
		};
		at = next;
	}
}

type Member =
	| { readonly kind: "member"; readonly content: Buffer; readonly next: number }
	| { readonly kind: "bad"; readonly reason: string };

const bad = (reason: string): Member => ({ kind: "bad", reason });

/** How records are laid one behind the other. */
interface Form {
	/** What one begins with, to be looked for. */
	readonly magic: Buffer;
	read(stretch: Stretch, at: number): Member;
	/** Whether bytes that have the magic begin a record. */
	begins(bytes: Buffer): boolean;
}

/** What every record begins with, whatever its version. */
const VERSION = "WARC/1.";

const PLAIN: Form = {
	magic: Buffer.from(VERSION),
	read(stretch, at) {
		const head = readHead(read(stretch, at, HEAD_BYTES_MAX), 0);
		if (head === null) return bad("it is no WARC record");
		if (head.length > RECORD_BYTES_MAX) return bad(`its record is larger than ${RECORD_BYTES_MAX} bytes`);
		const next = at + head.end + head.length + 4;
		const content = read(stretch, at, next - at);
		return content.length < head.end + head.length
			? bad("it is cut short")
			: { kind: "member", content, next };
	},
	begins: (bytes) => readHead(bytes, 0) !== null,
};

const PACKED: Form = {
	magic: Buffer.of(0x1f, 0x8b, 0x08),
	read(stretch, at) {
		for (let window = WINDOW_BYTES; ; window *= 4) {
			const bytes = read(stretch, at, Math.min(window, RECORD_BYTES_MAX));
			const start = gzipHeaderBytes(bytes);
			if (start === null) return bad("it is no gzip member");
			const inflated = inflate(bytes.subarray(start));
			if (typeof inflated === "string") return bad(inflated);
			if (inflated !== null) return packedMember(inflated, bytes.subarray(start), at + start);
			if (bytes.length < window || window >= RECORD_BYTES_MAX) return bad("it is cut short");
		}
	},
	begins(bytes) {
		const start = gzipHeaderBytes(bytes);
		if (start === null) return false;
		try {
			const begun = inflateRawSync(bytes.subarray(start), { finishFlush: constants.Z_SYNC_FLUSH });
			return begun.subarray(0, PLAIN.magic.length).equals(PLAIN.magic);
		} catch {
			return false;
		}
	},
};

interface Inflated {
	readonly content: Buffer;
	/** How many bytes it was packed in. */
	readonly packedBytes: number;
}

/** Null where the bytes end before the member does; else what is wrong with them. */
function inflate(bytes: Buffer): Inflated | null | string {
	try {
		// The types do not know what `info` makes of the result (nodejs.org/api/zlib.html, class Options).
		const options = { info: true, maxOutputLength: RECORD_BYTES_MAX };
		const { buffer, engine } = inflateRawSync(bytes, options) as unknown as {
			readonly buffer: Buffer;
			readonly engine: { readonly bytesWritten: number };
		};
		return { content: buffer, packedBytes: engine.bytesWritten };
	} catch (error) {
		const { code } = error as { code?: string };
		if (code === "Z_BUF_ERROR") return null;
		return code === "ERR_BUFFER_TOO_LARGE"
			? `it unpacks to more than ${RECORD_BYTES_MAX} bytes`
			: "its compression is broken";
	}
}

/** Checks the sum that follows the packed bytes (RFC 1952, section 2.3.1). */
function packedMember({ content, packedBytes }: Inflated, packed: Buffer, at: number): Member {
	const trailer = packed.subarray(packedBytes, packedBytes + 8);
	if (trailer.length < 8) return bad("it is cut short");
	if (trailer.readUInt32LE(0) !== crc32(content)) return bad("its checksum is wrong");
	return { kind: "member", content, next: at + packedBytes + 8 };
}

/** RFC 1952, section 2.3; null where no gzip member begins. */
function gzipHeaderBytes(bytes: Buffer): number | null {
	if (bytes.length < 18 || !bytes.subarray(0, 3).equals(PACKED.magic)) return null;
	const flags = bytes[3] ?? 0;
	let at = 10;
	if ((flags & 4) !== 0) at += 2 + bytes.readUInt16LE(at);
	for (const flag of [8, 16]) if ((flags & flag) !== 0) at = bytes.indexOf(0, at) + 1 || bytes.length;
	return at + ((flags & 2) !== 0 ? 2 : 0);
}

/** Where the next record begins, or the stretch ends. */
function nextMember(stretch: Stretch, from: number, { magic, begins }: Form): number {
	for (let at = from; at < stretch.end; ) {
		const window = read(stretch, at, WINDOW_BYTES);
		const found = window.indexOf(magic);
		if (found === -1) at += Math.max(1, window.length - magic.length + 1);
		else if (begins(read(stretch, at + found, HEAD_BYTES_MAX))) return at + found;
		else at += found + 1;
	}
	return stretch.end;
}

interface Head {
	readonly fields: ReadonlyMap<string, string>;
	/** Where the block begins, and how long it is. */
	readonly end: number;
	readonly length: number;
}

/** The header of the record at a place; null where there is none. */
function readHead(bytes: Buffer, at: number): Head | null {
	const end = bytes.indexOf("\r\n\r\n", at);
	if (end === -1 || end - at > HEAD_BYTES_MAX) return null;
	const [version = "", ...lines] = bytes.subarray(at, end).toString("utf8").split("\r\n");
	if (!/^WARC\/1\.\d$/.test(version)) return null;
	const fields = new Map(
		lines.map((line) => {
			const colon = line.indexOf(":");
			return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
		}),
	);
	const length = fields.get("content-length") ?? "";
	return /^\d{1,15}$/.test(length) ? { fields, end: end + 4, length: Number(length) } : null;
}

type MemberPlace = Omit<RecordPlace, "offset">;

function pathOf({ stretch, member }: MemberPlace): string {
	return `${stretch.name}#${member - stretch.start}`;
}

/** The records of a member: one, as the standard asks, or all of a file that was packed at one go. */
function* recordsIn(content: Buffer, member: MemberPlace, from: number): Generator<WarcFound> {
	const path = pathOf(member);
	for (let at = from; at < content.length; ) {
		const head = readHead(content, at);
		if (head === null || head.end + head.length > content.length) {
			const reason = head === null ? "it is no WARC record" : "it is shorter than it says";
			yield { path, kind: "bad", reason, bytes: content.subarray(at, at + BAD_BYTES_MAX) };
			return;
		}
		const end = head.end + head.length;
		const record = { bytes: content.subarray(at, end), block: content.subarray(head.end, end) };
		yield recordOf(head, record, { ...member, offset: at });
		at = end;
		while (content[at] === 0x0d || content[at] === 0x0a) at++;
	}
}

function recordOf(
	{ fields }: Head,
	{ bytes, block }: { readonly bytes: Buffer; readonly block: Buffer },
	place: RecordPlace,
): WarcFound {
	const path = pathOf(place);
	const type = fields.get("warc-type") ?? "";
	if (type !== "response" && type !== "resource" && type !== "revisit") return { path, kind: "other", type };
	const address = addressIn(fields, "warc-target-uri");
	if (!/^https?:/i.test(address)) return { path, kind: "other", type: `${type} of ${address.slice(0, 40)}` };
	const at = dateIn(fields, "warc-date");
	if (Number.isNaN(at)) return { path, kind: "bad", reason: "its WARC-Date is no date", bytes };
	if (type === "revisit") {
		const earlier = addressIn(fields, "warc-refers-to-target-uri");
		const of = { address: earlier, at: dateIn(fields, "warc-refers-to-date") };
		return { path, kind: "revisit", address, at, of };
	}
	const response = type === "response" ? readHttpResponse(block) : resourceOf(fields, block);
	if (response === null) return { path, kind: "bad", reason: "its block is no HTTP response", bytes };
	const asked: Pick<Capture, "method" | "requestHeaders" | "peer"> = {
		...{ method: "GET", requestHeaders: {}, peer: fields.get("warc-ip-address") ?? null },
	};
	return { path, kind: "response", capture: { address, ...asked, ...response, at }, place };
}

/** Writers of WARC 1.0 put addresses in angle brackets. */
function addressIn(fields: Head["fields"], name: string): string {
	return (fields.get(name) ?? "").replace(/^<(.*)>$/, "$1");
}

/** ms since 1970; NaN where there is no date. */
function dateIn(fields: Head["fields"], name: string): number {
	return Date.parse(fields.get(name) ?? "");
}

/** Bytes without the answer that they came in, as the answer would have been. */
function resourceOf(fields: ReadonlyMap<string, string>, body: Uint8Array): HttpResponse {
	return {
		status: 200,
		statusText: "OK",
		headers: { "content-type": fields.get("content-type") ?? "" },
		body,
	};
}
