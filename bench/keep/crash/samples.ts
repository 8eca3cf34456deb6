import type { Article } from "../../../src/article/article.ts";
import type { Capture } from "../../../src/article/capture.ts";

/** An article of nothing but its address and title. */
export function articleAt(address: string, title: string): Article {
	const nothing = { subtitle: null, section: null, modified: null, published: null, language: "zh" };
	const lists = { bylines: [], keywords: [], blocks: [], wires: [], notes: [] };
	return { address, title, ...nothing, ...lists, wireCredit: "", paywalled: false };
}

/** A page as it was answered. */
export function captureOf(address: string, text: string, at: number): Capture {
	const body = Buffer.from(text);
	const headers = { "content-type": "text/html", etag: '"1"' };
	const asked = { address, method: "GET", requestHeaders: {}, peer: null } as const;
	return { ...asked, status: 200, statusText: "OK", headers, body, content: body, at };
}

const PNG_HEAD = Buffer.from("89504e470d0a1a0a0000000d4948445200000003000000020806000000", "hex");

/** Bytes that begin as a picture does. */
export function pictureOf(tail: string): Uint8Array {
	return Buffer.concat([PNG_HEAD, Buffer.from(tail)]);
}
