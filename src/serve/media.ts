import { openAsBlob } from "node:fs";
import type { Answer, Asked } from "./asked.ts";

/** Types of pictures that browsers show and that run nothing. */
const SHOWN: ReadonlySet<string> = new Set([
	"image/avif",
	"image/bmp",
	"image/gif",
	"image/jpeg",
	"image/png",
	"image/webp",
	"image/x-icon",
]);

/** An archived picture, the original bytes. What is no plain picture is only for saving. */
export async function mediaAnswer({ library, params }: Asked): Promise<Answer | null> {
	const sha256 = params["sha256"] ?? "";
	if (!/^[0-9a-f]{64}$/.test(sha256)) return null;
	const blob = await library.blob(sha256);
	if (blob === null) return null;
	const shown = SHOWN.has(blob.type);
	return {
		type: shown ? blob.type : "application/octet-stream",
		body: await openAsBlob(blob.path),
		headers: {
			"cache-control": "public, max-age=31536000, immutable",
			etag: `"${sha256}"`,
			...(!shown && { "content-disposition": "attachment" }),
		},
	};
}
