import assert from "node:assert/strict";
import { test } from "node:test";
import { isChallenge } from "../../../src/collect/net/challenge.ts";

function check(expected: boolean, status: number, text: string, headers: Record<string, string> = {}): void {
	const given = { "content-type": "text/html; charset=utf-8", ...headers };
	const capture = { status, headers: given, content: Buffer.from(text) };
	assert.equal(isChallenge(capture), expected, `${status} ${text.slice(0, 80)}`);
}

test("a gate's check is known by its header or by what its page is made of, whatever its status", () => {
	check(true, 403, "", { "cf-mitigated": "challenge" });
	check(true, 202, "", { "x-amzn-waf-action": "challenge" });
	check(true, 429, "", { "x-vercel-mitigated": "challenge" });
	check(true, 503, "<title>Just a moment...</title>");
	check(true, 200, '<script>a.src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"</script>');
	check(true, 200, '<iframe src="/_Incapsula_Resource?SWUDNSAI=31&x=1"></iframe>');
	check(true, 200, '<script id="anubis_challenge" type="application/json">{}</script>');
	check(true, 200, "<script>var arg1='A';document.cookie='acw_sc__v2='+x;location.reload()</script>");
	check(true, 200, "<title>百度安全验证</title>");
});

test("a page that a gate let through, or that tells of gates, is a page", () => {
	check(false, 200, "<p>An article.</p>", { "x-datadome": "protected" });
	check(false, 200, '<p>Text</p><script src="/_Incapsula_Resource?SWJIYLWA=719"></script>');
	check(false, 200, '<p>Text</p><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>');
	check(false, 200, `<title>Just a moment...</title>${"<p>A long read on waiting.</p>".repeat(20)}`);
	check(false, 200, "<rss>Just a moment...</rss>", { "content-type": "application/rss+xml" });
	check(false, 404, "<title>Not found</title>");
});
