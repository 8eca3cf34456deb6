import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type Capture, type Headers, headerOf } from "../../article/capture.ts";
import type { CaptureRecord, PictureEntry, Validators } from "./entry.ts";

/** WARC 1.1 (ISO 28500:2017) records, one gzip member each, made from captures. Pure: same capture, same bytes. */

/** A capture's records as bytes; offsets in `record` count from the first of them. */
export interface WarcRecords {
	readonly bytes: Uint8Array;
	readonly record: CaptureRecord;
}

/** The earlier record that holds the same payload. */
export type Original = Pick<CaptureRecord, "id" | "address" | "at">;

/** Half the CPU of zlib's default for a tenth more bytes: packing was a sixth of what keeping an article cost. */
const GZIP_LEVEL = 3;

const PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";

/** The response (or, where `original` holds the same payload already, a revisit) and its request. */
export function writeWarcRecords(capture: Capture, digest: string, original: Original | null): WarcRecords {
	const id = captureNumber(capture, digest);
	const { address, at, status, headers } = capture;
	const validators = validatorsOf(headers);
	const head = Buffer.from(responseHead(capture), "latin1");
	const shared: readonly Field[] = [
		["WARC-Target-URI", address],
		["WARC-Date", warcDate(at)],
		...(capture.peer === null ? [] : [["WARC-IP-Address", capture.peer] as const]),
	];
	const payload: Field = ["WARC-Payload-Digest", `sha256:${digest}`];
	const response =
		original === null
			? member("response", id, [...shared, payload], Buffer.concat([head, capture.body]))
			: member("revisit", id, [...shared, payload, ...referral(original)], head);
	const request = member(
		"request",
		recordNumber(`request ${id}`),
		[...shared, ["WARC-Concurrent-To", `<urn:uuid:${id}>`]],
		Buffer.from(requestHead(capture), "latin1"),
	);
	return {
		bytes: Buffer.concat([response, request]),
		record: {
			id,
			address,
			at,
			status,
			validators,
			digest,
			offset: 0,
			length: response.length,
			revisit: original !== null,
		},
	};
}

/** The number of a capture's response record: the same capture has the same. */
export function captureNumber({ at, address }: Capture, digest: string): string {
	return recordNumber(`response ${at} ${address} ${digest}`);
}

/** What a response gave to be asked by again. */
export function validatorsOf(headers: Headers): Validators {
	return { etag: headerOf(headers, "etag"), lastModified: headerOf(headers, "last-modified") };
}

/** The record that heads every WARC file. */
export function writeWarcInfo(path: string, at: number): Uint8Array {
	const text = "software: pressmark\r\nformat: WARC File Format 1.1\r\n";
	return member(
		"warcinfo",
		recordNumber(`warcinfo ${path} ${at}`),
		[
			["WARC-Date", warcDate(at)],
			["WARC-Filename", path.split("/").slice(-3).join("-")],
		],
		Buffer.from(text, "latin1"),
	);
}

/** A picture's bytes as an address gave them, without the answer that they came in: a resource record. */
export function writePictureRecord(
	{ address, at, type, sha256 }: Pick<PictureEntry, "address" | "type" | "sha256"> & { readonly at: number },
	bytes: Uint8Array,
): Uint8Array {
	const fields: readonly Field[] = [
		["WARC-Target-URI", address],
		["WARC-Date", warcDate(at)],
		["WARC-Payload-Digest", `sha256:${sha256}`],
		["Content-Type", type],
	];
	return member("resource", recordNumber(`resource ${at} ${address} ${sha256}`), fields, bytes);
}

const TYPES: Readonly<Record<string, string>> = {
	warcinfo: "application/warc-fields",
	request: "application/http; msgtype=request",
	response: "application/http; msgtype=response",
	revisit: "application/http; msgtype=response",
};

type Field = readonly [name: string, value: string];

function member(type: string, id: string, fields: readonly Field[], block: Uint8Array): Buffer {
	const lines: readonly Field[] = [
		["WARC-Type", type],
		["WARC-Record-ID", `<urn:uuid:${id}>`],
		...fields,
		...(TYPES[type] === undefined ? [] : [["Content-Type", TYPES[type]] as const]),
		["WARC-Block-Digest", `sha256:${createHash("sha256").update(block).digest("hex")}`],
		["Content-Length", String(block.length)],
	];
	const head = `WARC/1.1\r\n${lines.map(([name, value]) => `${name}: ${oneLine(value)}\r\n`).join("")}\r\n`;
	return gzipSync(Buffer.concat([Buffer.from(head, "utf8"), block, Buffer.from("\r\n\r\n")]), {
		level: GZIP_LEVEL,
	});
}

function referral(original: Original): Field[] {
	return [
		["WARC-Profile", PROFILE],
		["WARC-Refers-To", `<urn:uuid:${original.id}>`],
		["WARC-Refers-To-Target-URI", original.address],
		["WARC-Refers-To-Date", warcDate(original.at)],
	];
}

function responseHead({ status, statusText, headers }: Capture): string {
	return `HTTP/1.1 ${status} ${oneLine(statusText)}\r\n${headerLines(headers)}\r\n`;
}

function requestHead({ method, address, requestHeaders }: Capture): string {
	const url = new URL(address);
	const host = requestHeaders["host"] === undefined ? `host: ${url.host}\r\n` : "";
	return `${method} ${url.pathname}${url.search} HTTP/1.1\r\n${host}${headerLines(requestHeaders)}\r\n`;
}

function headerLines(headers: Headers): string {
	return Object.entries(headers)
		.flatMap(([name, values]) =>
			(typeof values === "string" ? [values] : values).map((value) => [name, value] as const),
		)
		.map(([name, value]) => `${recordedName(name)}: ${oneLine(value)}\r\n`)
		.join("");
}

/** The transfer coding is already removed from the body, so a reader of the record must not look for it again. */
function recordedName(name: string): string {
	return name === "transfer-encoding" ? "x-archive-orig-transfer-encoding" : name;
}

/** Header values come from outside: a line break in one would forge the next. */
function oneLine(value: string): string {
	return value.replace(/[\r\n\0]+/g, " ");
}

function warcDate(at: number): string {
	return new Date(at).toISOString();
}

/** A UUID (RFC 9562, version 8) made from what the record is of, so that the same capture has the same number. */
function recordNumber(of: string): string {
	const hex = createHash("sha256").update(of).digest("hex");
	const variant = "89ab"[Number.parseInt(hex[16] ?? "0", 16) & 3];
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
