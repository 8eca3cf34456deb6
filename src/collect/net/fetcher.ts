import { type Capture, headerOf } from "../../article/capture.ts";
import { fetchedOf } from "./answer.ts";
import { decodeBody, decodeCutBody } from "./coding.ts";
import { type Lookup, lookupOfMachine } from "./connect.ts";
import { type Answer, type Bounds, exchange, isRedirect, type Message } from "./exchange.ts";
import type { Failure } from "./failure.ts";
import type { Fetched, FetchKind, FetchRequest, Hop } from "./fetched.ts";
import { openGuard } from "./guard.ts";
import { LIMITS, type Limits, REDIRECTS_MAX } from "./limits.ts";
import { openWays } from "./proxy.ts";
import { headersOf } from "./request.ts";
import { openRobots, type Robots } from "./robots.ts";
import { machineTimer, type Timer } from "./timer.ts";
import { openTurns, type Turns } from "./turns.ts";

/** How the network is asked. Settings of the same names stand under `network` in the configuration. */
export interface FetcherOptions {
	/** Addresses and networks that may be asked though they are not public: see `openGuard`. */
	readonly allow: readonly string[];
	/** Ports public addresses may be asked on; the web's own (80, 443) where none are given. */
	readonly ports?: readonly number[];
	/** Asks by way of a proxy: see `openWays`. The environment is not read here. */
	readonly proxy?: string | null;
	/** Least time between the starts of two requests to one host; 0 only for servers of one's own. */
	readonly paceMs: number;
	/** Who asks: see `userAgentOf`. */
	readonly userAgent: string;
	/** ms since 1970. */
	readonly now: () => number;
	/** Whatever is not given is as `LIMITS` has it. */
	readonly limits?: Partial<Limits>;
	/** Waiting, where it is not the machine's. */
	readonly timer?: Timer;
	/** Looking names up, where it is not the machine's. */
	readonly lookup?: Lookup;
	/** Told of each request as it starts. */
	readonly onRequest?: (message: Pick<Message, "url" | "method" | "headers">) => void;
}

/** The one door to the network. */
export interface Fetcher {
	/** Asks, follows redirects, and says what became of it. Never rejects. */
	fetch(request: FetchRequest): Promise<Fetched>;
	/** Hangs up; what is still under way ends as unreachable from our side. */
	close(): void;
}

/** Takes hold of the network. A setting that cannot be is an error that says what to write. */
export function openFetcher(options: FetcherOptions): Fetcher {
	const { allow, ports, proxy = null, paceMs, now } = options;
	const { lookup = lookupOfMachine, timer = machineTimer(now) } = options;
	const guard = openGuard(allow, ports);
	const turns = openTurns({ paceMs, timer, wayOf: openWays({ guard, lookup, proxy }) });
	const limits = { ...LIMITS, ...options.limits };
	const robots = openRobots((address) => follow({ address, kind: "robots" }, world), now);
	const world: World = { ...options, limits, timer, turns, robots, refusalOf: guard.refusalOf };
	const underWay = new Map<string, Promise<Fetched>>();
	return {
		fetch(request) {
			// One question asked many times at once is asked once.
			if (request.kind === "post" || request.signal !== undefined) return follow(request, world);
			const key = `${request.kind} ${request.accept ?? ""} ${request.address}`;
			const same = underWay.get(key);
			if (same !== undefined) return same;
			const fetching = follow(request, world).finally(() => underWay.delete(key));
			underWay.set(key, fetching);
			return fetching;
		},
		close: () => turns.close(),
	};
}

interface World extends FetcherOptions {
	readonly limits: Limits;
	readonly timer: Timer;
	readonly turns: Turns;
	readonly robots: Robots;
	readonly refusalOf: (url: URL) => string | null;
}

/** From hop to hop until one answers, each judged anew; time on the wire is one budget for all. */
async function follow(request: FetchRequest, world: World): Promise<Fetched> {
	const hops: Hop[] = [];
	let url = targetOf(request.address, null, world);
	let budgetMs = world.limits.totalMs;
	for (;;) {
		if (typeof url === "string") return refusedByUs(url);
		const barrier = OBEDIENT.has(request.kind) ? await barrierOf(url, world) : null;
		if (barrier !== null) return barrier;
		const asked = await ask(request, url, budgetMs, world);
		if (asked.kind === "ended") return asked.fetched;
		const { capture, spentMs } = asked;
		const location = isRedirect(capture.status) ? headerOf(capture.headers, "location") : null;
		if (location === null) return answered(request, capture, hops);
		hops.push({ address: url.href, status: capture.status });
		budgetMs -= spentMs;
		const next = targetOf(location, url, world);
		const stop = stopOf(request, { hops, budgetMs, next });
		if (stop !== null) return unreachable(stop, capture.status);
		url = next;
	}
}

/** What obeys robots.txt: what nobody named, but was found. A feed or sitemap was named by the operator. */
const OBEDIENT: ReadonlySet<FetchKind> = new Set(["page", "picture"]);

/** What robots.txt has against an address; null where it may be asked, at the pace that it names. */
async function barrierOf(url: URL, { robots, turns }: World): Promise<Fetched | null> {
	const ruling = await robots.rulingOn(url);
	if (ruling.kind === "disallowed") return refusedByUs(ruling.reason);
	if (ruling.kind === "allowed") {
		if (ruling.crawlDelayMs > 0) turns.slowDown(url, ruling.crawlDelayMs);
		return null;
	}
	const { fetched } = ruling;
	return "reason" in fetched ? { ...fetched, reason: `robots.txt: ${fetched.reason}` } : fetched;
}

/** Why a redirect is not followed; null where it is. */
function stopOf(
	request: FetchRequest,
	{ hops, budgetMs, next }: { readonly hops: readonly Hop[]; budgetMs: number; next: URL | string },
): Failure | null {
	const side = "theirs";
	if (typeof next !== "string" && next.href === hops.at(-1)?.address)
		return { side, reason: "a redirect leads to itself", stop: "self" };
	if (hops.length > REDIRECTS_MAX)
		return { side, reason: `more than ${REDIRECTS_MAX} redirects`, stop: "redirects" };
	// Only 307 and 308 keep the method (RFC 9110, 15.4).
	if (request.kind === "post" && (hops.at(-1)?.status ?? 0) < 307)
		return { side, reason: "a form was answered with a redirect" };
	return budgetMs <= 0 ? { side, reason: "redirects took all the time there was", stop: "time" } : null;
}

/** The address to ask, without its fragment, or why there is none that may be asked. */
function targetOf(text: string, base: URL | null, world: World): URL | string {
	// The URL standard drops these silently; nobody means them.
	if (/[\t\r\n]/.test(text.trim())) return "the address has line breaks in it";
	const url = URL.parse(text.trim(), base?.href);
	if (url === null) return `"${text.slice(0, 200)}" is no address`;
	url.hash = "";
	if (base?.protocol === "https:" && url.protocol === "http:") return "a redirect leads from https to http";
	return world.refusalOf(url) ?? url;
}

type Asked =
	| { readonly kind: "answer"; readonly capture: Capture; readonly spentMs: number }
	| { readonly kind: "ended"; readonly fetched: Fetched };

/** One hop: waits for the host's turn, asks, and undoes the content coding. */
async function ask(request: FetchRequest, url: URL, budgetMs: number, world: World): Promise<Asked> {
	const { limits, timer, turns, userAgent } = world;
	const message: Message = {
		url,
		method: request.kind === "post" ? "POST" : "GET",
		headers: headersOf(request, url, userAgent),
		body: request.body ?? null,
	};
	const signal = request.signal ?? null;
	const bodyBytesMax = request.kind === "picture" ? limits.pictureBytesMax : limits.bodyBytesMax;
	const bounds: Bounds = { limits, bodyBytesMax, budgetMs, signal, timer };
	const sent = await turns.take(url, signal, async (line) => {
		const { used } = line;
		const startedAt = timer.now();
		world.onRequest?.(message);
		const exchanged = await exchange(line, message, bounds);
		return { exchanged, used, spentMs: timer.now() - startedAt };
	});
	if (sent === null) return ended(unreachable({ side: "ours", reason: "stopped before it was asked" }, null));
	const { exchanged, used, spentMs } = sent;
	if (exchanged.kind === "barred") return ended(refusedByUs(exchanged.reason));
	if (exchanged.kind === "answer") return decoded(exchanged.answer, message, { limits, spentMs });
	const { failure, cut } = exchanged;
	// They may have hung up an idle connection just as it was used again (RFC 9112, 9.3.1).
	if (used && cut === null && failure.side === "theirs" && message.method === "GET") {
		return ask(request, url, budgetMs - spentMs, world);
	}
	const part = cut === null ? null : captureOf(cut, message, cutContentOf(cut, limits));
	return ended({ ...unreachable(failure, cut?.status ?? null), cut: part });
}

function decoded(
	answer: Answer,
	message: Message,
	{ limits, spentMs }: { readonly limits: Limits; readonly spentMs: number },
): Asked {
	const codings = codingsOf(answer);
	if (codings === "" || isRedirect(answer.status)) {
		return { kind: "answer", capture: captureOf(answer, message, answer.body), spentMs };
	}
	const result = decodeBody(answer.body, codings, limits.contentBytesMax);
	if (result.kind === "content") {
		return { kind: "answer", capture: captureOf(answer, message, result.content), spentMs };
	}
	const { status } = answer;
	if (result.kind === "too large") {
		const reason = `the body unpacks to more than ${limits.contentBytesMax / 1e6} MB`;
		return ended(unreachable({ side: "theirs", reason, stop: "bytes" }, status));
	}
	const cut = captureOf(answer, message, cutContentOf(answer, limits));
	return ended({ ...unreachable({ side: "theirs", reason: result.reason }, status), cut });
}

function codingsOf({ headers }: Answer): string {
	const value = headers["content-encoding"] ?? "";
	return typeof value === "string" ? value : value.join(",");
}

function cutContentOf(answer: Answer, limits: Limits): Uint8Array {
	return decodeCutBody(answer.body, codingsOf(answer), limits.contentBytesMax);
}

function captureOf(answer: Answer, { url, method, headers }: Message, content: Uint8Array): Capture {
	const { status, statusText, body, at, peer } = answer;
	return {
		address: url.href,
		method,
		requestHeaders: { host: url.host, ...headers },
		status,
		statusText,
		headers: answer.headers,
		body,
		content,
		at,
		peer,
	};
}

function answered(request: FetchRequest, capture: Capture, hops: readonly Hop[]): Fetched {
	const asked = request.validators?.[capture.address] ?? null;
	return fetchedOf(capture, hops, { asked, isPost: request.kind === "post" });
}

type Unreachable = Extract<Fetched, { kind: "unreachable" }>;

const ended = (fetched: Fetched): Asked => ({ kind: "ended", fetched });

function refusedByUs(reason: string): Fetched {
	return { kind: "refused", reason, status: null, capture: null, retryAfterMs: null };
}

function unreachable(failure: Failure, status: number | null): Unreachable {
	return { kind: "unreachable", ...failure, status, retryAfterMs: null, cut: null };
}
