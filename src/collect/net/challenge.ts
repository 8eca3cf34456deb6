import { type Capture, headerOf } from "../../article/capture.ts";

/** A page that only a challenge is made of is short; an article that tells of one is not. */
const CHALLENGE_BYTES_MAX = 65_536;

/** Answers that may be a challenge in disguise of success: pages which run a check and then reload. */
const MARKS = [
	/<title>\s*Just a moment\.\.\.\s*<\/title>/i,
	/<title>\s*Attention Required! \| Cloudflare\s*<\/title>/i,
	/\/cdn-cgi\/challenge-platform\/[^"']*\/orchestrate\//i,
	/_Incapsula_Resource\?/i,
	/<title>\s*DDoS-Guard\s*<\/title>/i,
	/\bcaptcha-delivery\.com\//i,
	/\bid="px-captcha"/i,
	/\bsucuri_cloudproxy_js\b/i,
	/\/\.within\.website\/x\/cmd\/anubis\//i,
	/\bawsWafCookieDomainList\b|\bAwsWafIntegration\b/,
	/\bacw_sc__v2\b/,
] as const;

/** Headers by which a gate says itself that it stood in the way. */
const HEADERS: readonly (readonly [name: string, value: RegExp])[] = [
	["cf-mitigated", /^challenge$/i],
	["x-amzn-waf-action", /^(challenge|captcha)$/i],
	["x-vercel-mitigated", /^(challenge|deny)$/i],
	["x-datadome", /^protected$/i],
];

/**
 * Whether an answer is a gate's check for people (Cloudflare and its like) and not the outlet's own:
 * a refusal, which must be parsed as nothing and count as neither gone nor changed.
 */
export function isChallenge(capture: Pick<Capture, "status" | "headers" | "content">): boolean {
	const { status, headers, content } = capture;
	const says = HEADERS.some(([name, value]) => value.test(headerOf(headers, name) ?? ""));
	// An answer with a gate's header can still be the outlet's page, let through.
	if (says && (status >= 400 || status === 202)) return true;
	if (headerOf(headers, "cf-mitigated") === "challenge") return true;
	if (content.length === 0 || content.length > CHALLENGE_BYTES_MAX) return false;
	if (!/html/i.test(headerOf(headers, "content-type") ?? "text/html")) return false;
	const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString("latin1");
	return MARKS.some((mark) => mark.test(text));
}
