import type { Library } from "../../article/library.ts";
import type { FetchPicture } from "../../press/fetch-picture.ts";
import { type Answer, matchesEtag, pictureAnswer, refusalAnswer, unchangedAnswer } from "./answer.ts";
import { type Parsed, readAsked } from "./asked.ts";
import { IMAGE_LIMITS, type ImageLimits } from "./limits.ts";
import { openOriginal } from "./media.ts";
import { openPace } from "./pace.ts";
import { openPictures } from "./pictures.ts";
import { readQuery } from "./query.ts";
import { openRecent } from "./recent.ts";
import { type Refusal, refusals } from "./refusal.ts";
import { type Making, openVariants, type Variants } from "./variants.ts";
import { SAVERS, type Saver } from "./wanted.ts";

export interface ImageOptions extends Partial<Omit<Making, "limits" | "now">> {
	readonly library: Pick<Library, "picture" | "blob">;
	/** ms since 1970. */
	readonly now: () => number;
	readonly limits?: Partial<ImageLimits>;
	/** Absent: a picture that is not archived is not found. */
	readonly fetchPicture?: FetchPicture;
	/** Formats that may be asked for with `output`. */
	readonly savers?: readonly Saver[];
	/** With a key, only addresses signed by `signatureOf` are answered. */
	readonly signingKey?: string;
}

/** A request reduced to what can be answered from memory. */
export interface MemoryRequest {
	readonly method: string;
	/** Path and query. */
	readonly target: string;
	readonly ifNoneMatch: string | null;
}

export interface Images {
	/** Whether a picture that an article names and that is not kept is fetched when it is asked for. */
	readonly fetchesPictures: boolean;
	/**
	 * Answers any path whose query names a picture (`?url=…`, as images.weserv.nl does), and
	 * `/media/<sha256>` with the original's bytes. `client` is whose pace is counted.
	 */
	handle(request: Request, client?: string): Promise<Response>;
	/**
	 * The answer to a request for a picture that was answered a moment ago, at once and without a
	 * Request or Response in between; null where `handle` must be asked. Call it for the picture path only.
	 */
	fromMemory(request: MemoryRequest): Answer | null;
	close(): Promise<void>;
}

/** WebP's effort 1 takes half the time of its usual 4, for a few bytes in a hundred: docs/BENCHMARKS.md, Pictures. */
const EFFORTS = { webp: 1, avif: 2, gif: 2 } as const;
const MEDIA_PATH = "/media/";
/** Addresses answered a moment ago: what they lead to, so that a hit or a 304 asks nobody. */
const TARGETS_BYTES = 4 * 2 ** 20;
const TARGET_BYTES = 1024;

interface Target {
	readonly key: string;
	readonly headers: Answer["headers"];
	readonly until: number;
}

/** Opens the picture endpoint over an archive. It holds child processes: close it. */
export async function openImages(options: ImageOptions): Promise<Images> {
	const limits = { ...IMAGE_LIMITS, ...options.limits };
	const variants = await openVariants({
		limits,
		now: options.now,
		cacheFolder: options.cacheFolder ?? null,
		accepts: options.accepts ?? ["jpeg", "png", "webp", "avif", "gif"],
		drawings: options.drawings ?? "refuse",
		efforts: options.efforts ?? EFFORTS,
		damaged: options.damaged ?? false,
	});
	const desk = openDesk(options, limits, variants);
	return {
		fetchesPictures: options.fetchPicture !== undefined,
		fromMemory: desk.fromMemory,
		handle: async (request, client = "") => {
			const { method } = request;
			const target = targetOf(request.url);
			const ifNoneMatch = request.headers.get("if-none-match");
			if (method !== "GET" && method !== "HEAD") return responseOf(refusalAnswer(refusals.method), method);
			if (target.startsWith(MEDIA_PATH)) {
				return originalResponse(options.library, { method, target, ifNoneMatch });
			}
			const known = desk.fromMemory({ method, target, ifNoneMatch });
			const answer = known ?? (await desk.answer({ queryText: queryOf(target), ifNoneMatch, client }));
			return responseOf(answer, method);
		},
		close: variants.close,
	};
}

/** Where requests for pictures are read and answered. */
interface Desk {
	readonly fromMemory: Images["fromMemory"];
	readonly answer: (request: Omit<Asked, keyof Parsed>) => Promise<Answer>;
}

function openDesk(options: ImageOptions, limits: ImageLimits, variants: Variants): Desk {
	const { library, now, fetchPicture = null, signingKey = null, savers = SAVERS } = options;
	const pictures = openPictures({ library, fetchPicture, limits, now });
	const mayMake = openPace(limits, now);
	const targets = openRecent<Target>(TARGETS_BYTES);

	const pictureOf = async (asked: Asked): Promise<Answer | Refusal> => {
		const blob = await pictures.find(asked.address);
		if ("kind" in blob) return blob;
		const key = variants.keyOf(blob.sha256, asked.wanted);
		const etag = `"${key}${asked.base64 ? "-text" : ""}"`;
		if (matchesEtag(asked.ifNoneMatch, etag)) return unchangedAnswer({ headers: { etag } });
		const outcome = await variants.make(blob, asked.wanted, () => mayMake(asked.client));
		if (outcome.kind === "refusal") return outcome;
		const answer = pictureAnswer(outcome, { ...asked, etag }, now());
		if (!asked.base64) {
			const target = { key, headers: answer.headers, until: now() + limits.addressMs };
			targets.set(asked.queryText, target, asked.queryText.length + TARGET_BYTES);
		}
		return answer;
	};

	/** The `default` picture in place of one that cannot be had: from this archive too, never a redirect (weserv/images#474). */
	const instead = async (asked: Asked, refusal: Refusal): Promise<Answer | Refusal> => {
		if (asked.instead === null || refusal.status !== 404) return refusal;
		const answer = await pictureOf({ ...asked, address: asked.instead, queryText: "" });
		return "kind" in answer ? refusal : answer;
	};

	return {
		fromMemory: ({ method, target, ifNoneMatch }) => {
			const known = targets.get(queryOf(target));
			if (known === undefined || known.until <= now() || (method !== "GET" && method !== "HEAD")) return null;
			const { key, headers } = known;
			if (matchesEtag(ifNoneMatch, headers["etag"] ?? "")) return unchangedAnswer(known);
			const body = method === "HEAD" ? null : variants.remembered(key)?.bytes;
			return body === undefined ? null : { status: 200, headers, body };
		},
		answer: async (request) => {
			if (request.queryText.length > limits.queryBytes) {
				return refusalAnswer(refusals.queryTooLong(limits.queryBytes));
			}
			const parsed = readAsked(readQuery(request.queryText), { signingKey, savers });
			if ("kind" in parsed) return refusalAnswer(parsed);
			const asked = { ...request, ...parsed };
			const answer = await pictureOf(asked);
			const final = "kind" in answer ? await instead(asked, answer) : answer;
			return "kind" in final ? refusalAnswer(final) : final;
		},
	};
}

/** One request for a picture. */
interface Asked extends Parsed {
	readonly queryText: string;
	readonly ifNoneMatch: string | null;
	readonly client: string;
}

/** Path and query of an absolute address, as sent. */
function targetOf(address: string): string {
	const at = address.indexOf("/", address.indexOf("://") + 3);
	return at < 0 ? "/" : address.slice(at);
}

function queryOf(target: string): string {
	const at = target.indexOf("?");
	return at < 0 ? "" : target.slice(at + 1);
}

function responseOf({ status, headers, body }: Answer, method: string): Response {
	return new Response(method === "HEAD" || body === null ? null : new Uint8Array(body), { status, headers });
}

async function originalResponse(
	library: Pick<Library, "blob">,
	{ method, target, ifNoneMatch }: MemoryRequest,
): Promise<Response> {
	const name = target.slice(MEDIA_PATH.length).replace(/[?#].*$/, "");
	const original = await openOriginal(library, name);
	if (original.kind === "refusal") return responseOf(refusalAnswer(original), method);
	const { headers } = original;
	if (matchesEtag(ifNoneMatch, headers["etag"] ?? ""))
		return responseOf(unchangedAnswer({ headers }), method);
	return new Response(method === "HEAD" ? null : await original.open(), { headers });
}
