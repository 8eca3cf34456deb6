import { createHmac, timingSafeEqual } from "node:crypto";
import { type Headers, headerOf } from "../article/capture.ts";
import type { FetchRequest } from "./net/fetched.ts";

/** A subscription with a hub (W3C WebSub), as the source's state remembers it. Times are ms since 1970. */
export interface HubState {
	readonly hub: string;
	/** The address that the publisher calls the feed by: what is subscribed to. */
	readonly topic: string;
	/** Ends the callback's address, so that nobody else can guess it. */
	readonly token: string;
	/** Signs what the hub sends. */
	readonly secret: string;
	/** `unreliable`: a poll found news that the hub had not sent, so polling goes on as if there were none. */
	readonly kind: "asked" | "subscribed" | "denied" | "unreliable";
	readonly askedAt: number;
	/** Until when the hub will send; 0 before it agreed. */
	readonly until: number;
	readonly pushedAt: number | null;
}

/** A longer lease than this is not believed, a shorter one not asked for. */
const LEASE_MS_MAX = 14 * 86_400_000;
const LEASE_MS_MIN = 3_600_000;

/** A hub that did not answer, or said no, is asked again after this. */
const ASK_AGAIN_MS = 86_400_000;

/** An unreliable hub gets another chance after this. */
const FORGIVE_MS = 14 * 86_400_000;

/** A hub that works makes polling a mere backup, this often. */
export const BACKUP_MS = 86_400_000;

/** News younger than this may still be on its way from the hub. */
export const PUSH_GRACE_MS = 15 * 60_000;

const TOKEN = /^[\w-]{16,100}$/;
const CHALLENGE_MAX = 4096;

/** A feed's hub and what the hub calls the feed. */
export interface HubLinks {
	readonly hub: string;
	readonly topic: string;
}

/** The hub that a feed names in its Link header or, failing that, in its body; null where it names none. */
export function hubLinksOf(
	headers: Headers,
	body: { readonly hubs: readonly string[]; readonly self: string | null },
	address: string,
): HubLinks | null {
	const linked = linksIn([headers["link"] ?? []].flat().join(", "));
	const hub = URL.parse(linked.get("hub") ?? body.hubs[0] ?? "", address);
	const topic = URL.parse(linked.get("self") ?? body.self ?? address, address);
	if (hub === null || topic === null || !/^https?:$/.test(hub.protocol)) return null;
	return { hub: hub.href, topic: topic.href };
}

/** The first target of each relation in a Link header (RFC 8288). */
function linksIn(header: string): ReadonlyMap<string, string> {
	const links = new Map<string, string>();
	for (const [, target = "", parameters = ""] of header.matchAll(/<([^<>]{1,2000})>([^<]{0,500})/g)) {
		const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters);
		for (const relation of (relations?.[1] ?? relations?.[2] ?? "").toLowerCase().split(/\s+/)) {
			if (relation !== "" && !links.has(relation)) links.set(relation, target);
		}
	}
	return links;
}

/** Whether a subscription is to be asked for, or renewed, now. */
export function wantsSubscription(state: HubState | null, links: HubLinks, now: number): boolean {
	if (state === null || state.hub !== links.hub || state.topic !== links.topic) return true;
	const sinceAsked = now - state.askedAt;
	if (state.kind === "unreliable") return sinceAsked >= FORGIVE_MS;
	if (state.kind !== "subscribed") return sinceAsked >= ASK_AGAIN_MS;
	// The last quarter of the lease is for renewing it.
	return now >= state.until - (state.until - state.askedAt) / 4 && sinceAsked >= LEASE_MS_MIN / 2;
}

/** What a subscription is made of. `token` and `secret` are random, each of 16 to 100 letters and digits. */
export interface Subscribing {
	readonly links: HubLinks;
	/** The https address under which callbacks are served; the token is put at its end. */
	readonly callback: string;
	readonly token: string;
	readonly secret: string;
	readonly now: number;
}

/**
 * Asks a hub for a subscription: the state that waits for its verification, and the request to fetch.
 * A renewal keeps token and secret, so that what is on its way still fits. A callback without https is
 * an error: the secret would be everyone's.
 */
export function subscribe(
	before: HubState | null,
	{ links, callback, token, secret, now }: Subscribing,
): { readonly state: HubState; readonly request: FetchRequest } {
	if (URL.parse(callback)?.protocol !== "https:") {
		throw new RangeError(
			`"${callback}" cannot be a WebSub callback: write the https address this archive is served at`,
		);
	}
	if (!TOKEN.test(token) || !TOKEN.test(secret))
		throw new RangeError("token and secret take 16 to 100 word characters");
	const isRenewal = before?.hub === links.hub && before.topic === links.topic && before.kind === "subscribed";
	const state: HubState = isRenewal
		? { ...before, askedAt: now }
		: { ...links, token, secret, kind: "asked", askedAt: now, until: 0, pushedAt: null };
	const form = new URLSearchParams({
		"hub.mode": "subscribe",
		"hub.topic": links.topic,
		"hub.callback": `${callback.replace(/\/$/, "")}/${state.token}`,
		"hub.secret": state.secret,
		"hub.lease_seconds": String(LEASE_MS_MAX / 1000),
	});
	return { state, request: { address: links.hub, kind: "post", body: form.toString() } };
}

/** An answer to a hub, to be sent as it is, and the state from then on. */
export interface HubAnswer {
	readonly status: 200 | 202 | 404;
	readonly body: string;
	readonly state: HubState | null;
}

/** Answers a hub's GET on the callback: the verification of intent, or a denial. `state` is that of the token asked for. */
export function answerVerification(state: HubState | null, query: URLSearchParams, now: number): HubAnswer {
	const unknown: HubAnswer = { status: 404, body: "", state };
	if (state === null || query.get("hub.topic") !== state.topic) return unknown;
	const mode = query.get("hub.mode");
	if (mode === "denied") return { status: 200, body: "", state: { ...state, kind: "denied" } };
	const challenge = query.get("hub.challenge") ?? "";
	// An unsubscription was never asked for here, whoever asks for it.
	if (mode !== "subscribe" || challenge === "" || challenge.length > CHALLENGE_MAX) return unknown;
	const leaseMs = Number(query.get("hub.lease_seconds") ?? 0) * 1000 || LEASE_MS_MAX;
	const until = now + Math.min(LEASE_MS_MAX, Math.max(LEASE_MS_MIN, leaseMs));
	return { status: 200, body: challenge, state: { ...state, kind: "subscribed", until } };
}

/** What a hub sent. */
export interface Push {
	readonly headers: Headers;
	readonly body: Uint8Array;
}

/**
 * Answers a hub's POST on the callback. What is not signed with our secret gets 202, as the standard
 * asks, and is not believed: `content` is null.
 */
export function answerPush(
	state: HubState | null,
	{ headers, body }: Push,
	now: number,
): HubAnswer & { readonly content: Uint8Array | null } {
	if (state === null || state.kind === "denied") return { status: 404, body: "", state, content: null };
	if (!isSigned(headerOf(headers, "x-hub-signature") ?? "", body, state.secret)) {
		return { status: 202, body: "", state, content: null };
	}
	return { status: 202, body: "", state: { ...state, pushedAt: now }, content: body };
}

function isSigned(signature: string, body: Uint8Array, secret: string): boolean {
	const [, method = "", hex = ""] = /^(sha1|sha256|sha384|sha512)=([0-9a-f]{40,128})$/i.exec(signature) ?? [];
	if (method === "") return false;
	const expected = createHmac(method.toLowerCase(), secret).update(body).digest();
	const given = Buffer.from(hex, "hex");
	return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Whether a hub can be trusted to send what is new, so that polling is only a backup. */
export function isPushed(state: HubState | null, now: number): boolean {
	return state !== null && state.kind === "subscribed" && state.until > now;
}
