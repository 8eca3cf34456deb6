import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { before, test } from "node:test";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Fetched } from "../../../src/collect/net/fetched.ts";
import { openFetcher } from "../../../src/collect/net/fetcher.ts";
import { movedClock } from "../../support/clock.ts";
import { openOrigin, openRawOrigin } from "../../support/origin.ts";
import { sharedPath, skipWithout } from "../../support/shared.ts";

const CASES = "bench/hostile/cases.json";
const FIXTURES = join(import.meta.dirname, "../../fixtures/tls");

/** Small, so that a test of them is quick; what they bound is the same. */
const LIMITS = { bodyBytesMax: 1_000_000, contentBytesMax: 2_000_000, pictureBytesMax: 1_000_000 };

const head = (status: string, ...headers: string[]): string =>
	`HTTP/1.1 ${[status, ...headers].join("\r\n")}\r\n\r\n`;

const say =
	(...pieces: (string | Buffer)[]): ((socket: Socket) => void) =>
	(socket) => {
		for (const piece of pieces) socket.write(piece);
	};

/** Sends a head and then pieces for as long as anybody reads. */
const endlessly =
	(start: string, piece: Buffer): ((socket: Socket) => void) =>
	(socket) => {
		const more = (): void => {
			while (!socket.destroyed && socket.write(piece));
		};
		socket.write(start);
		socket.on("drain", more);
		more();
	};

const ZEROS = Buffer.alloc(8_000_000);
const CHUNK = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(65_536), Buffer.from("\r\n")]);
const coded = (coding: string, body: Buffer): (string | Buffer)[] => [
	head("200 OK", `content-encoding: ${coding}`, `content-length: ${body.length}`),
	body,
];

interface Behaviour {
	readonly does: (socket: Socket) => void;
	readonly becomes: RegExp;
	/** Goes on saying this at each step of the clock. */
	readonly drips?: string;
}

/** How a server behaves badly, and what becomes of the fetch: kind, side and reason. */
const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
	ok: { does: say(head("200 OK", "content-length: 2"), "ok"), becomes: /^page/ },
	"no-response": { does: say(), becomes: /^unreachable unknown no answer in time/ },
	"slow-header-drip": { does: say("HTTP/1.1 200 OK\r\n"), drips: "x-a: 1\r\n", becomes: /no answer in time/ },
	"slow-body-drip": { does: say(head("200 OK", "content-length: 99999")), drips: "x", becomes: /too slowly/ },
	"infinite-body": {
		does: endlessly(head("200 OK"), Buffer.alloc(65_536)),
		becomes: /theirs the body is larger/,
	},
	"infinite-chunked": {
		does: endlessly(head("200 OK", "transfer-encoding: chunked"), CHUNK),
		becomes: /theirs the body is larger/,
	},
	"cl-huge": {
		does: say(head("200 OK", "content-length: 99999999999"), "abc"),
		becomes: /theirs the body is larger/,
	},
	"cl-longer-than-body": {
		does: (socket) => socket.end(`${head("200 OK", "content-length: 99")}abc`),
		becomes: /theirs the answer was cut short/,
	},
	"cl-shorter-than-body": {
		does: say(head("200 OK", "content-encoding: gzip", "content-length: 20"), gzipSync("a longer text")),
		becomes: /theirs the gzip coding is broken/,
	},
	"cl-negative": {
		does: say(head("200 OK", "content-length: -5"), "abc"),
		becomes: /theirs the answer is not HTTP/,
	},
	"cl-two": {
		does: say(head("200 OK", "content-length: 3", "content-length: 5"), "abcde"),
		becomes: /theirs the lengths given contradict/,
	},
	"cl-and-te": {
		does: say(head("200 OK", "content-length: 3", "transfer-encoding: chunked"), "3\r\nabc\r\n0\r\n\r\n"),
		becomes: /theirs the lengths given contradict/,
	},
	"reset-mid-body": {
		does: (socket) =>
			socket.write(`${head("200 OK", "content-length: 99999")}abc`, () => socket.resetAndDestroy()),
		becomes: /theirs the (answer|connection) was cut/,
	},
	"huge-header": {
		does: say(head("200 OK", `x: ${"a".repeat(2_000_000)}`)),
		becomes: /theirs the headers are too large/,
	},
	"10k-headers": {
		does: say(head("200 OK", ...Array.from({ length: 10_000 }, (_, n) => `x${n}: 1`))),
		becomes: /theirs the headers are too large/,
	},
	"1xx-flood": {
		does: say("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n".repeat(2000)),
		becomes: /interim answers/,
	},
	http09: { does: (socket) => socket.end("<html>hi"), becomes: /theirs the answer is not HTTP/ },
	"status-999": { does: say(head("999 Weird", "content-length: 2"), "hi"), becomes: /answered 999 Weird/ },
	"bad-chunk": {
		does: say(head("200 OK", "transfer-encoding: chunked"), "ZZZ\r\nabc\r\n"),
		becomes: /theirs the answer was cut short/,
	},
	"gzip-bomb": {
		does: say(...coded("gzip", gzipSync(ZEROS))),
		becomes: /theirs the body unpacks to more than/,
	},
	"br-bomb": {
		does: say(...coded("br", brotliCompressSync(ZEROS))),
		becomes: /theirs the body unpacks to more than/,
	},
	"encoding-chain-4000": {
		does: say(...coded(Array(1500).fill("gzip").join(","), Buffer.from("abc"))),
		becomes: /1500 content codings/,
	},
	"redirect-body-infinite": {
		does: endlessly(head("302 Found", "location: ftp://elsewhere/"), Buffer.alloc(65_536)),
		becomes: /refused .*only http/,
	},
	"etag-304-without-conditional": {
		does: say(head("304 Not Modified", 'etag: "x"')),
		becomes: /304 to a question without conditions/,
	},
	"206-partial-unasked": {
		does: say(head("206 Partial Content", "content-range: bytes 0-2/9", "content-length: 3"), "abc"),
		becomes: /a part that was not asked for/,
	},
	"204-empty": { does: say(head("204 No Content")), becomes: /answered 204/ },
	"retry-later": {
		does: say(head("503 Service Unavailable", "retry-after: 120", "content-length: 0")),
		becomes: /theirs answered 503.*120000/,
	},
	"challenge-403": {
		does: say(head("403 Forbidden", "cf-mitigated: challenge", "content-length: 0")),
		becomes: /^refused .*challenge/,
	},
	"challenge-200": {
		does: say(
			head("200 OK", "content-type: text/html", "content-length: 36"),
			"<title>Just a moment...</title>      ",
		),
		becomes: /^refused .*challenge/,
	},
};

/** Cases another room answers for, or that stand in a test of their own below. */
const ELSEWHERE: ReadonlySet<string> = new Set(["html-as-jpeg", "jpeg-as-html", "slow-client-read"]);
const BELOW: ReadonlySet<string> = new Set([
	"set-cookie",
	"100-same-url",
	"tls-selfsigned",
	"tls-expired",
	"tls-sni-mismatch",
]);

function tell(fetched: Fetched): string {
	const side = "side" in fetched ? `${fetched.side} ` : "";
	const reason = "reason" in fetched ? `${fetched.reason} ${fetched.retryAfterMs ?? ""}` : "";
	return `${fetched.kind} ${side}${reason}`;
}

for (const [name, { does, drips, becomes }] of Object.entries(BEHAVIOURS)) {
	test(`a server that answers with ${name} is told as ${becomes.source}`, async () => {
		const clock = movedClock();
		const arrived = Promise.withResolvers<Socket>();
		const origin = await openRawOrigin((socket) => {
			does(socket);
			arrived.resolve(socket);
		});
		const fetcher = openFetcher({
			allow: ["127.0.0.1"],
			paceMs: 0,
			userAgent: "Pressmark/0.0.0",
			now: clock.now,
			timer: clock,
			limits: LIMITS,
		});
		let fetched: Fetched | null = null;
		const fetching = fetcher.fetch({ address: `${origin.address}/`, kind: "feed" }).then((done) => {
			fetched = done;
		});
		const socket = await arrived.promise;
		const startedAt = clock.now();
		while (fetched === null && (drips !== undefined || name === "no-response")) {
			socket.write(drips ?? "");
			await new Promise((resolve) => setImmediate(resolve));
			clock.advance(1000);
			assert.ok(clock.now() - startedAt <= 61_000, "the deadline is one for all");
		}
		await fetching;
		fetcher.close();
		await origin.close();
		assert.ok(fetched !== null);
		assert.match(tell(fetched), becomes);
		assert.equal(clock.pending(), 0, "no timer is left");
	});
}

test("every behaviour of the shared table is in ours", { skip: skipWithout(CASES) }, () => {
	const cases = JSON.parse(readFileSync(sharedPath(CASES) ?? "", "utf8")) as {
		readonly id: string;
		readonly category: string;
	}[];
	const names = cases
		.filter(({ category }) => category === "origin-behaviour")
		.map(({ id }) => id.replace("origin.", ""));
	assert.deepEqual(
		names.filter((name) => !(name in BEHAVIOURS || ELSEWHERE.has(name) || BELOW.has(name))),
		[],
	);
});

test("cookies are never sent back, and a hundred askers of one address ask once", async () => {
	const origin = await openOrigin((_request, response) =>
		response.writeHead(200, { "set-cookie": "a=b" }).end("x"),
	);
	const fetcher = openFetcher({
		allow: ["127.0.0.1"],
		paceMs: 0,
		userAgent: "Pressmark/0.0.0",
		now: () => performance.now(),
	});
	const request = { address: `${origin.address}/`, kind: "feed" } as const;
	const all = await Promise.all(Array.from({ length: 100 }, () => fetcher.fetch(request)));
	assert.ok(all.every(({ kind }) => kind === "page"));
	assert.equal(origin.requests.length, 1);
	await fetcher.fetch(request);
	assert.equal(origin.requests.length, 2);
	assert.ok(origin.requests.every(({ headers }) => !("cookie" in headers || "referer" in headers)));
	fetcher.close();
	await origin.close();
});

before(() => {
	const authority = readFileSync(join(FIXTURES, "authority.pem"), "utf8");
	setDefaultCACertificates([...getCACertificates("bundled"), authority]);
});

test("a certificate must be known, current and the host's own; nothing falls back to http", async () => {
	const check = async (certificate: string, expected: RegExp): Promise<void> => {
		const pem = readFileSync(join(FIXTURES, `${certificate}.pem`));
		const server = createTlsServer({ key: pem, cert: pem }, (_request, response) => response.end("secret"));
		server.listen(0, "127.0.0.1");
		await new Promise((resolve) => server.once("listening", resolve));
		const { port } = server.address() as AddressInfo;
		const fetcher = openFetcher({
			allow: ["127.0.0.1"],
			paceMs: 0,
			userAgent: "Pressmark/0.0.0",
			now: () => performance.now(),
			lookup: async () => ["127.0.0.1"],
		});
		const fetched = await fetcher.fetch({ address: `https://secure.test:${port}/`, kind: "feed" });
		fetcher.close();
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
		assert.match(tell(fetched), expected, certificate);
	};
	await check("valid", /^page/);
	await check("self-signed", /theirs TLS: the certificate is self-signed/);
	await check("expired", /theirs TLS: the certificate has expired/);
	await check("other-host", /theirs TLS: the certificate is for another host/);
});
