import { type Context, Hono } from "hono";
import type { Library, Outlet } from "../article/library.ts";
import { LANGUAGES } from "../pages/languages.ts";
import { liveLinks } from "../pages/links.ts";
import { failedPage, missingPage } from "../pages/plain.ts";
import type { SourceStatus } from "../pages/status.ts";
import type { View } from "../pages/view.ts";
import type { HubDoor } from "../press/websub.ts";
import { type Answer, type Asked, page, type ReaderSettings, type Route } from "./asked.ts";
import { assetStamp } from "./assets.ts";
import { type PageCache, pageCache, type Ready, readyOf } from "./cache.ts";
import { mountHubDoor } from "./hub.ts";
import type { Images } from "./img/images.ts";
import { rateLimit } from "./limit.ts";
import { ROUTES } from "./routes.ts";
import { type Visitor, visitorCookie, visitorOf } from "./visitor.ts";

/** What the reader is made of. `log` gets one object for each request that failed, with nothing that names who asked. */
export interface ReaderOptions {
	readonly library: Library;
	readonly settings: ReaderSettings;
	readonly now: () => number;
	readonly status: () => Promise<readonly SourceStatus[]>;
	readonly images: Images;
	/** Answers WebSub hubs; null where nothing is collected beside this reader. */
	readonly hubDoor: HubDoor | null;
	readonly log: (line: Readonly<Record<string, string | number>>) => void;
	/** The network address that a request came from; it is counted, never written. */
	readonly addressOf: (context: Context) => string;
}

const URL_LENGTH_MAX = 2_048;
const FORM_BYTES_MAX = 64 * 1024;

/** Nothing is loaded from elsewhere, nothing in a page runs but our one script. */
const POLICY =
	"default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const SAFETY: Readonly<Record<string, string>> = {
	"content-security-policy": POLICY,
	"referrer-policy": "no-referrer",
	"x-content-type-options": "nosniff",
	"cross-origin-opener-policy": "same-origin",
	"permissions-policy": "interest-cohort=()",
};

/** What one server holds between requests. */
interface Held {
	readonly options: ReaderOptions;
	readonly cache: PageCache;
	readonly stamp: string;
	version: number;
	outlets: ReadonlyMap<string, Outlet>;
}

/** The reader as a hono application: every route of the table, and the rules that hold for all. */
export function readerApp(options: ReaderOptions): Hono {
	const held: Held = {
		options,
		cache: pageCache(),
		stamp: assetStamp(options.settings.name),
		version: -1,
		outlets: new Map(),
	};
	const within = rateLimit(options.settings.requestsPerMinute, options.now);
	const app = new Hono();
	const picture = (context: Context): Promise<Response> =>
		options.images.handle(context.req.raw, options.addressOf(context));
	app.get("/", (context, next) => (namesPicture(context) ? picture(context) : next()));
	for (const route of ROUTES) {
		app.on(route.form === true ? ["GET", "POST"] : ["GET"], route.path, async (context) => {
			if (!within(options.addressOf(context))) return refusal(429, { "retry-after": "60" });
			return respond(context, route, held);
		});
	}
	for (const path of ["/img", "/media/:name"]) app.all(path, picture);
	if (options.hubDoor !== null) mountHubDoor(app, options.hubDoor);
	app.post("/settings", (context) => keepSettings(context, options.settings));
	app.notFound((context) => (namesPicture(context) ? picture(context) : notFound(context, held)));
	app.onError(async (error, context) => {
		options.log({
			level: "error",
			method: context.req.method,
			path: context.req.path,
			error: error.stack ?? String(error),
		});
		const markup = page(failedPage(plainView(context, held)));
		return send(context, await readyOf({ ...markup, status: 500 }), {});
	});
	return app;
}

/** Documents ask images.weserv.nl for pictures at its root or at any path, so that here too only the query counts. */
function namesPicture(context: Context): boolean {
	return /[?&]url=/i.test(context.req.url);
}

async function respond(context: Context, route: Route, held: Held): Promise<Response> {
	const { req } = context;
	if (req.url.length > URL_LENGTH_MAX) return refusal(414, {});
	await refresh(held);
	const form = await formOf(context);
	if (form === null) return refusal(413, {});
	const wish = wishOf(context, route, held.options.settings);
	const make = (): Promise<Answer | null> => route.answer(askedOf(context, route, { held, form, wish }));
	const chosen = wish.isChoice ? { "set-cookie": visitorCookie(wish.visitor) } : {};
	if (route.fresh === true || req.method === "POST") {
		const answer = await make();
		return answer === null ? notFound(context, held) : send(context, await readyOf(answer), chosen);
	}
	const key = keyOf(req.path, wish);
	let ready = held.cache.get(key);
	if (ready === undefined) {
		const answer = await make();
		if (answer === null) return notFound(context, held);
		ready = await readyOf(answer);
		held.cache.set(key, ready);
	}
	return send(context, ready, chosen);
}

/** Pages are made from the archive: when it changes, they are made again. */
async function refresh(held: Held): Promise<void> {
	const { library } = held.options;
	const version = await library.version();
	if (version === held.version) return;
	const outlets = await library.outlets();
	held.cache.clear();
	held.outlets = new Map(outlets.map((outlet) => [outlet.outlet, outlet]));
	held.version = version;
}

/** Which page a request wants, and for whom: what one answer is told from another by. */
interface Wish {
	/** Those parameters that the route names. */
	readonly query: Readonly<Record<string, string>>;
	readonly visitor: Visitor;
	readonly base: string;
	/** True where the address itself asks for a language or zone, to be remembered. */
	readonly isChoice: boolean;
}

function wishOf(context: Context, route: Route, settings: ReaderSettings): Wish {
	const search = searchOf(context.req.url);
	const query = (route.query ?? []).flatMap((name) => {
		const value = search.get(name);
		return value === null ? [] : [[name, value]];
	});
	return {
		query: Object.fromEntries(query),
		visitor: visitorOf(context.req.raw.headers, search, settings),
		base: baseOf(context, settings),
		isChoice: search.has("lang") || search.has("tz"),
	};
}

interface Asking {
	readonly held: Held;
	readonly form: URLSearchParams;
	readonly wish: Wish;
}

function askedOf(context: Context, route: Route, { held, form, wish }: Asking): Asked {
	const { library, settings, status } = held.options;
	const { query, visitor, base } = wish;
	const view = viewOf(held, { visitor, path: context.req.path, base: route.absolute === true ? base : "" });
	const { url } = context.req;
	const acceptDatetime = context.req.header("accept-datetime") ?? null;
	const params = context.req.param();
	return { library, settings, status, view, base, url, acceptDatetime, form, params, query };
}

/** What most requests bring. Only read. */
const NO_PARAMETERS = new URLSearchParams();

function searchOf(url: string): URLSearchParams {
	const at = url.indexOf("?");
	return at === -1 ? NO_PARAMETERS : new URLSearchParams(url.slice(at + 1));
}

/** A page that says why there is no other, for whoever asked. */
function plainView(context: Context, held: Held): View {
	const { req } = context;
	const visitor = visitorOf(req.raw.headers, searchOf(req.url), held.options.settings);
	return viewOf(held, { visitor, path: req.path, base: "" });
}

interface Seen {
	readonly visitor: Visitor;
	readonly path: string;
	/** What addresses in the page begin with: an origin, or nothing. */
	readonly base: string;
}

function viewOf({ options, stamp, outlets }: Held, { visitor, path, base }: Seen): View {
	const { language, zone, theme, size } = visitor;
	const { fetchesPictures } = options.images;
	return {
		words: LANGUAGES[language],
		...{ zone, theme, size, outlets, path },
		name: options.settings.name,
		links: liveLinks({ base, stamp, fetchesPictures }),
		feeds: true,
	};
}

const HOST = /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:]+\](:\d{1,5})?$/i;

/** The archive's own origin: as configured, or as the request names it where that can be a host. */
function baseOf(context: Context, { baseUrl }: ReaderSettings): string {
	if (baseUrl !== null) return baseUrl.replace(/\/+$/, "");
	const host = context.req.header("host") ?? "";
	return `http://${HOST.test(host) ? host : "localhost"}`;
}

function keyOf(path: string, { query, visitor, base }: Wish): string {
	const { language, zone, theme, size } = visitor;
	const asked = Object.keys(query).length === 0 ? "" : new URLSearchParams(query).toString();
	return `${base}${path}?${asked} ${language} ${zone} ${theme} ${size}`;
}

function send(context: Context, ready: Ready, extra: Readonly<Record<string, string>>): Response {
	const headers: Record<string, string> = {
		"cache-control": "no-cache",
		vary: "accept-encoding, accept-language, cookie",
		...SAFETY,
		etag: ready.etag,
		...ready.headers,
		...extra,
	};
	const etag = headers["etag"];
	if (etag !== undefined && matches(context.req.header("if-none-match"), etag)) {
		return new Response(null, { status: 304, headers });
	}
	const accepted = context.req.header("accept-encoding") ?? "";
	const [coding, bytes] = packed(ready, accepted);
	if (coding !== null) headers["content-encoding"] = coding;
	// Said here, since the answer to HEAD has no body that it could be counted from.
	headers["content-length"] = String(bytes.byteLength);
	return new Response(bytes, { status: ready.status, headers });
}

function packed(ready: Ready, accepted: string): readonly [string | null, Uint8Array<ArrayBuffer>] {
	if (ready.br !== null && accepts(accepted, "br")) return ["br", ready.br];
	if (ready.gzip !== null && accepts(accepted, "gzip")) return ["gzip", ready.gzip];
	return [null, ready.plain];
}

function accepts(header: string, coding: string): boolean {
	return header.split(",").some((part) => {
		const [name = "", ...parameters] = part.trim().split(/\s*;\s*/);
		return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
	});
}

/** RFC 9110, 13.1.2: weak comparison of every tag that is named. */
function matches(header: string | undefined, etag: string): boolean {
	if (header === undefined) return false;
	const bare = (tag: string): string => tag.trim().replace(/^W\//, "");
	return header.trim() === "*" || header.split(",").some((tag) => bare(tag) === bare(etag));
}

async function notFound(context: Context, held: Held): Promise<Response> {
	if (context.req.method !== "GET" && context.req.method !== "HEAD")
		return refusal(405, { allow: "GET, HEAD" });
	await refresh(held);
	const answer: Answer = { ...page(missingPage(plainView(context, held))), status: 404 };
	return send(context, await readyOf(answer), {});
}

/** What a person reads where a request is refused before there is a page to answer with. */
const REFUSALS: Readonly<Record<number, string>> = {
	405: "This address is only read.",
	413: "The form is too large.",
	414: "The address is too long.",
	429: "Too many requests: please try again in a minute.",
};

function refusal(status: number, headers: Readonly<Record<string, string>>): Response {
	const text = REFUSALS[status];
	const type = text === undefined ? {} : { "content-type": "text/plain; charset=utf-8" };
	return new Response(text === undefined ? null : `${text}\n`, {
		status,
		headers: { ...SAFETY, ...type, ...headers },
	});
}

/** Keeps a reader's choices in their own browser; the archive keeps nothing. */
async function keepSettings(context: Context, settings: ReaderSettings): Promise<Response> {
	const form = await formOf(context);
	if (form === null) return refusal(413, {});
	const visitor = visitorOf(new Headers(), form, settings);
	return refusal(303, { location: "/settings", "set-cookie": visitorCookie(visitor) });
}

/** What was sent with POST; empty for other methods, null where it is too much or does not say how much it is. */
async function formOf(context: Context): Promise<URLSearchParams | null> {
	if (context.req.method !== "POST") return NO_PARAMETERS;
	const length = Number(context.req.header("content-length") ?? Number.NaN);
	return length <= FORM_BYTES_MAX ? new URLSearchParams(await context.req.text()) : null;
}
