import { open, readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import type { Library } from "../../article/library.ts";
import { type Answer, DRAWING_POLICY, extensionOf } from "./answer.ts";
import { typeOfBytes } from "./head.ts";
import { type Refusal, refusals } from "./refusal.ts";

/** Originals up to this size are read whole; larger ones are streamed. */
const WHOLE_BYTES_MAX = 2 ** 20;
const TYPE_BYTES = 4096;
const HEADERS = {
	// The name is the digest of the bytes: they never change.
	"cache-control": "public, max-age=31536000, immutable",
	"access-control-allow-origin": "*",
	"cross-origin-resource-policy": "cross-origin",
	"x-content-type-options": "nosniff",
	"content-security-policy": DRAWING_POLICY,
} as const;

/** The original's bytes, or the stream of a large one, with the type that the bytes themselves show. */
export interface Original {
	readonly kind: "original";
	readonly headers: Answer["headers"];
	readonly open: () => Promise<Uint8Array<ArrayBuffer> | ReadableStream>;
}

/** Looks up `/media/<sha256>`; `name` may carry an extension, as archived documents write it. */
export async function openOriginal(
	library: Pick<Library, "blob">,
	name: string,
): Promise<Original | Refusal> {
	const sha256 = /^([0-9a-f]{64})(?:\.[a-z0-9]{1,5})?$/.exec(name)?.[1];
	const blob = sha256 === undefined ? null : await library.blob(sha256);
	if (blob === null) return refusals.upstream(404);
	const file = await open(blob.path).catch(() => null);
	if (file === null) return refusals.failed;
	try {
		const first = Buffer.alloc(Math.min(TYPE_BYTES, blob.bytes));
		await file.read(first, 0, first.length, 0);
		const type = typeOfBytes(first);
		return {
			kind: "original",
			headers: {
				...HEADERS,
				"content-length": String(blob.bytes),
				etag: `"${blob.sha256}"`,
				"content-type": type ?? "application/octet-stream",
				// What is no picture is not shown, only saved.
				"content-disposition":
					type === null ? "attachment" : `inline; filename=${blob.sha256.slice(0, 16)}.${extensionOf(type)}`,
			},
			open: async () => {
				if (blob.bytes <= WHOLE_BYTES_MAX) return new Uint8Array(await readFile(blob.path));
				const source = await open(blob.path);
				return Readable.toWeb(source.createReadStream()) as ReadableStream;
			},
		};
	} finally {
		await file.close();
	}
}
