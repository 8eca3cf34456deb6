import { type Capture, headerOf } from "../../article/capture.ts";

/** A page that only a challenge is made of is short, and says little. */
const CHALLENGE_BYTES_MAX = 65_536;
const PARAGRAPHS_MAX = 8;

/**
 * What pages that run a check and then reload are made of. Gates leave other traces (scripts that watch)
 * in pages which they let through, so each mark is of the check itself.
 */
const MARKS: readonly RegExp[] = [
	/<title>\s*Just a moment\.\.\.\s*<\/title>/i,
	/<title>\s*Attention Required! \| Cloudflare\s*<\/title>/i,
	/\/cdn-cgi\/challenge-platform\/\w{1,9}\/\w{1,9}\/orchestrate\//i,
	/_Incapsula_Resource\?(?:SWUDNSAI|CWUDNSAI)=|Incapsula incident ID/i,
	/<title>\s*DDoS-Guard\s*<\/title>/i,
	/\bvar dd=\{.{0,500}captcha-delivery\.com/i,
	/\bid="px-captcha"/i,
	/\bsucuri_cloudproxy_js\b/i,
	/\bid="anubis_challenge"/i,
	/\bAwsWafIntegration\.(?:checkForceRefresh|forceRefreshToken)\b/,
	/\bacw_sc__v2\b/,
	/<title>\s*(?:百度)?(?:安全验证|人机验证)\s*<\/title>/,
];

/** Headers by which a gate says itself that it stood in the way. */
const HEADERS: readonly (readonly [name: string, value: RegExp])[] = [
	["cf-mitigated", /^challenge$/i],
	["x-amzn-waf-action", /^(challenge|captcha)$/i],
	["x-vercel-mitigated", /^(challenge|deny)$/i],
	["x-datadome", /^protected$/i],
];

/** Statuses of which a gate's header can be believed: a page that was let through may carry it too. */
const isBarring = (status: number): boolean => status >= 400 || status === 202;

/**
 * Whether an answer is a gate's check for people (Cloudflare and its like) and not the outlet's own:
 * a refusal, which must be parsed as nothing and count as neither gone nor changed.
 */
export function isChallenge(capture: Pick<Capture, "status" | "headers" | "content">): boolean {
	const { status, headers, content } = capture;
	const isNamed = HEADERS.some(([name, value]) => value.test(headerOf(headers, name) ?? ""));
	if (isNamed && isBarring(status)) return true;
	if (content.length === 0 || content.length > CHALLENGE_BYTES_MAX) return false;
	if (!/html/i.test(headerOf(headers, "content-type") ?? "text/html")) return false;
	const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString();
	return MARKS.some((mark) => mark.test(text)) && text.split(/<p[\s>]/i).length - 1 <= PARAGRAPHS_MAX;
}
