import { type Capture, headerOf } from "../article/capture.ts";
import { decodeBody } from "../collect/net/coding.ts";
import { LIMITS } from "../collect/net/limits.ts";
import type { CodedCapture } from "../keep/recaptures.ts";

/** A capture with its content coding removed; null where that cannot be done. */
export function decoded(capture: CodedCapture | null): Capture | null {
	if (capture === null) return null;
	const codings = headerOf(capture.headers, "content-encoding") ?? "";
	const body = decodeBody(capture.body, codings, LIMITS.contentBytesMax);
	return body.kind === "content" ? { ...capture, content: body.content } : null;
}
