import type { Context, Hono } from "hono";
import type { HubDoor, HubReply } from "../press/websub.ts";

/** More than any feed that a hub sends. */
const BODY_BYTES_MAX = 10_000_000;

/** The WebSub callback, `/websub/<token>`: a hub verifies with GET and sends what is new with POST. */
export function mountHubDoor(app: Hono, door: HubDoor): void {
	app.get("/websub/:token", async (context) => {
		const answer = await door.verify(context.req.param("token"), new URL(context.req.url).searchParams);
		return replyOf(answer);
	});
	app.post("/websub/:token", async (context) => {
		const length = Number(context.req.header("content-length") ?? Number.NaN);
		// A length that is not said, or too great, compares as false.
		if (!(length <= BODY_BYTES_MAX)) return replyOf({ status: 413, body: "" });
		const body = new Uint8Array(await context.req.arrayBuffer());
		return replyOf(await door.push(context.req.param("token"), { headers: headersOf(context), body }));
	});
}

function headersOf(context: Context): Record<string, string> {
	return Object.fromEntries(context.req.raw.headers);
}

function replyOf({ status, body }: HubReply): Response {
	// Plain text: a challenge is the hub's own words, and must never be a page of ours.
	const headers = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };
	return new Response(body, { status, headers });
}
