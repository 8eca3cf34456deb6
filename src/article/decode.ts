import { isUtf8 } from "node:buffer";
import iconv from "iconv-lite";
import { sniffEncoding } from "./sniff.ts";

export interface Decoded {
	/** Without a byte order mark. */
	readonly text: string;
	/** A WHATWG name such as `utf-8`, `gb18030` or `windows-1252`; `utf-32le` and `utf-32be` besides. */
	readonly encoding: string;
	/** Some bytes were no text in that encoding and became U+FFFD. */
	readonly damaged: boolean;
}

/** Feeds and other XML: the declaration stands at the very start, or does not count. */
const XML_HEAD_BYTES = 1024;

/** Pages: browsers look at 1,024 bytes, yet many pages have a licence or scripts before their `meta`. */
const PAGE_HEAD_BYTES = 16_384;

/** A text with at most this share of broken characters is damaged UTF-8 and no other encoding. */
const DAMAGED_SHARE_MAX = 0.05;

/** A feed's or other XML's text. Never throws: bytes that fit nothing are read as well as they can be. */
export function decodeXml(bytes: Uint8Array, contentType: string | null): Decoded {
	return decode(bytes, [charsetOf(contentType), xmlCharset(headOf(bytes, XML_HEAD_BYTES))]);
}

/** An HTML page's text: its header's charset, its `meta` charset, or what its bytes look like. Never throws. */
export function decodePage(bytes: Uint8Array, contentType: string | null): Decoded {
	const head = headOf(bytes, PAGE_HEAD_BYTES);
	return decode(bytes, [charsetOf(contentType), metaCharset(head) ?? xmlCharset(head)]);
}

/**
 * What the bytes prove comes before what they were said to be: a byte order mark, UTF-16 markup, and
 * valid UTF-8 (no other text is, but by rare accident). Then the first named encoding that fits.
 */
function decode(bytes: Uint8Array, [header, declared]: readonly (string | null)[]): Decoded {
	const marked = byMark(bytes);
	if (marked !== null) return decodeAs(bytes.subarray(marked.skip), marked.encoding);
	const named = namedEncodings(header ?? null, declared ?? null);
	const utf8 = decodeUtf8(bytes);
	// ISO-2022-JP is the one legacy encoding made of ASCII bytes only.
	if (utf8 !== null && !(named.includes("iso-2022-jp") && utf8.includes("\u001b"))) {
		return { text: withoutMark(utf8), encoding: "utf-8", damaged: false };
	}
	for (const encoding of named) {
		const text = decodeStrictly(bytes, encoding);
		if (text !== null) return { text, encoding, damaged: false };
	}
	const damaged = decodeDamagedUtf8(bytes);
	if (damaged !== null) return { text: withoutMark(damaged), encoding: "utf-8", damaged: true };
	return decodeAs(bytes, named.at(-1) ?? sniffEncoding(bytes, decodeStrictly));
}

/** Servers' and templates' default, put before texts of every encoding. */
const COMMON_DEFAULT = "windows-1252";

/** The encodings that were named, likeliest first; UTF-8 and UTF-16 have been judged by the bytes. */
function namedEncodings(header: string | null, declared: string | null): string[] {
	const names = [encodingOf(header), encodingOf(declared)];
	if (names[0] === COMMON_DEFAULT) names.reverse();
	return names.filter((name) => name !== null).filter((name) => !name.startsWith("utf-"));
}

interface Mark {
	readonly encoding: string;
	/** Bytes of the mark itself. */
	readonly skip: number;
}

const MARKS: readonly (readonly [readonly number[], Mark])[] = [
	[[0xef, 0xbb, 0xbf], { encoding: "utf-8", skip: 3 }],
	[[0xff, 0xfe, 0, 0], { encoding: "utf-32le", skip: 4 }],
	[[0, 0, 0xfe, 0xff], { encoding: "utf-32be", skip: 4 }],
	[[0xff, 0xfe], { encoding: "utf-16le", skip: 2 }],
	[[0xfe, 0xff], { encoding: "utf-16be", skip: 2 }],
	// Without a mark: the first character of markup or JSON, which is ASCII, shows the width.
	[[0, 0, 0, 0x3c], { encoding: "utf-32be", skip: 0 }],
	[[0x3c, 0, 0, 0], { encoding: "utf-32le", skip: 0 }],
	[[0, 0x3c, 0], { encoding: "utf-16be", skip: 0 }],
	[[0x3c, 0], { encoding: "utf-16le", skip: 0 }],
	[[0, 0x7b, 0], { encoding: "utf-16be", skip: 0 }],
	[[0x7b, 0], { encoding: "utf-16le", skip: 0 }],
];

function byMark(bytes: Uint8Array): Mark | null {
	const found = MARKS.find(([start]) => start.every((byte, at) => bytes[at] === byte));
	return found?.[1] ?? null;
}

/** The text of valid UTF-8, which may have been cut in the middle of its last character; null for other bytes. */
function decodeUtf8(bytes: Uint8Array): string | null {
	const whole = bytes.subarray(0, wholeLength(bytes));
	return isUtf8(whole) ? new TextDecoder().decode(whole) : null;
}

/** Bytes without a last character that is not complete. */
function wholeLength(bytes: Uint8Array): number {
	for (let back = 1; back <= Math.min(3, bytes.length); back++) {
		const byte = bytes[bytes.length - back] ?? 0;
		const continues = byte >= 0x80 && byte < 0xc0;
		if (!continues) return characterLength(byte) > back ? bytes.length - back : bytes.length;
	}
	return bytes.length;
}

/** Bytes of the UTF-8 character that begins with a byte. */
function characterLength(byte: number): number {
	if (byte >= 0xf0) return 4;
	if (byte >= 0xe0) return 3;
	return byte >= 0xc0 ? 2 : 1;
}

function decodeDamagedUtf8(bytes: Uint8Array): string | null {
	const text = new TextDecoder().decode(bytes);
	const broken = countOf(text, /\ufffd/g);
	const right = countOf(text, /[^\0-\x7f\ufffd]/g);
	return right > 0 && broken <= Math.max(1, right * DAMAGED_SHARE_MAX) ? text : null;
}

function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
	const { text, damaged } = decodeAs(bytes, encoding);
	return damaged ? null : text;
}

/** Where ICU, behind TextDecoder, is not what the Encoding standard says, and what iconv-lite calls the right table. */
const ICONV: Readonly<Record<string, string>> = {
	// ICU has no Hong Kong characters.
	big5: "big5-hkscs",
	// Some releases of Node 24 read it as ISO-8859-1 and lose quotation marks, dashes and the euro.
	"windows-1252": "windows-1252",
};

function decodeAs(bytes: Uint8Array, encoding: string): Decoded {
	const text = textAs(bytes, encoding);
	return { text: withoutMark(text), encoding, damaged: text.includes("\ufffd") };
}

function textAs(bytes: Uint8Array, encoding: string): string {
	if (encoding === "utf-32le" || encoding === "utf-32be") return decodeUtf32(bytes, encoding === "utf-32le");
	const table = ICONV[encoding];
	if (table !== undefined) return iconv.decode(bytes, table);
	if (LEGACY.test(encoding)) return iconv.decode(bytes, encoding);
	return new TextDecoder(encoding).decode(bytes);
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const characters: string[] = [];
	for (let at = 0; at + 3 < bytes.length; at += 4) {
		const code = view.getUint32(at, littleEndian);
		const valid = code < 0x110000 && (code < 0xd800 || code > 0xdfff);
		characters.push(valid ? String.fromCodePoint(code) : "\ufffd");
	}
	return characters.join("");
}

/** Names that the Encoding standard does not list and that are found all the same. */
const ALIASES: Readonly<Record<string, string>> = {
	cp936: "gbk",
	ms936: "gbk",
	"windows-936": "gbk",
	"gb2312-80": "gbk",
	"hz-gb-2312": "gbk",
	cp950: "big5",
	big5hkscs: "big5",
	"big5-eten": "big5",
	cp932: "shift_jis",
	eucjp: "euc-jp",
	euckr: "euc-kr",
	cp949: "euc-kr",
	uhc: "euc-kr",
	utf8mb4: "utf-8",
	"ucs-2": "utf-16le",
};

/** Older code pages, which only iconv-lite knows. */
const LEGACY = /^(cp|ibm)\d{3,4}$|^mac[a-z]+$/;

/** A label as the Encoding standard reads it: the encoding's name, or null where there is none. */
function encodingOf(label: string | null): string | null {
	if (label === null) return null;
	const wanted = ALIASES[label] ?? label;
	const found = standardName(wanted);
	// The Encoding standard reads both with the larger table.
	if (found === "gbk") return "gb18030";
	if (found !== null) return found;
	return LEGACY.test(wanted) && iconv.encodingExists(wanted) ? wanted : null;
}

function standardName(label: string): string | null {
	try {
		return new TextDecoder(label).encoding;
	} catch {
		return null;
	}
}

function charsetOf(contentType: string | null): string | null {
	return labelIn(contentType ?? "", /charset\s*[=:]\s*["']?\s*([^\s"';,]+)/i);
}

function xmlCharset(head: string): string | null {
	return labelIn(head, /<\?xml[^>]{0,200}?encoding\s*=\s*["']?\s*([\w.:-]+)/i);
}

function metaCharset(head: string): string | null {
	return labelIn(head, /<meta[^>]{1,400}?charset\s*=\s*["']?\s*([\w.:-]+)/i);
}

function labelIn(text: string, pattern: RegExp): string | null {
	return pattern.exec(text)?.[1]?.toLowerCase() ?? null;
}

/** The first bytes as ASCII, which every encoding's markup is readable in. */
function headOf(bytes: Uint8Array, length: number): string {
	return new TextDecoder("latin1").decode(bytes.subarray(0, length));
}

/** A mark may stand after empty lines that a template left before it. */
function withoutMark(text: string): string {
	return text.replace(/^\s*\ufeff+/, "");
}

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
