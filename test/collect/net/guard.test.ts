import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { after, before, test } from "node:test";
import type { Fetched } from "../../../src/collect/net/fetched.ts";
import { openFetcher } from "../../../src/collect/net/fetcher.ts";
import { isPublic, openGuard } from "../../../src/collect/net/guard.ts";
import { sharedPath, skipWithout } from "../../support/shared.ts";

/** The public web of these tests; the machine's other loopback addresses are what must not be reached. */
const PUBLIC = "127.0.0.2";
const VICTIMS = ["127.0.0.1", "::1"];
const CASES = "bench/hostile/cases.json";

/** About other rooms: pictures on an image proxy's own address, and references inside pictures. */
const ELSEWHERE: ReadonlySet<string> = new Set(["ssrf.svg-use", "ssrf.self-loop", "ssrf.weserv-nested"]);

interface Case {
	readonly id: string;
	readonly category: string;
	readonly input: string;
	readonly expect: string;
}

const NAMES: Readonly<Record<string, readonly string[]>> = {
	"pub.test": [PUBLIC],
	"victim.test": ["127.0.0.1"],
	"victim6.test": ["::1"],
	"meta.test": ["169.254.169.254"],
	"nat64.test": ["64:ff9b::7f00:1"],
	"zero.test": ["0.0.0.0"],
	"cgnat.test": ["100.64.0.1"],
	"mixed.test": [PUBLIC, "127.0.0.1"],
	"mixed2.test": ["127.0.0.1", PUBLIC],
	"cname.test": ["10.0.0.5"],
	"empty.test": [],
};

/** Cases that tell of a situation in words, as the address that has it. */
const SITUATIONS: Readonly<Record<string, string>> = {
	"ssrf.cname-private": "http://cname.test/",
	"ssrf.empty-dns": "http://empty.test/",
	"ssrf.proxy-env": "http://pub.test/ok",
	"ssrf.article-canonical": "http://169.254.169.254/",
};

const servers: Server[] = [];
let port = 0;
let victimHits = 0;
let publicHits = 0;

async function listen(server: Server, at: number, host: string): Promise<number> {
	servers.push(server);
	server.listen(at, host);
	await new Promise((resolve) => server.once("listening", resolve));
	const address = server.address();
	return typeof address === "object" ? (address?.port ?? 0) : 0;
}

/** Puts the servers' port into an address that names none, whatever else is odd about it. */
function withPort(address: string): string {
	const [, head = "", authority = "", rest = ""] = /^(https?:\/\/)([^/?#\\]*)(.*)$/s.exec(address) ?? [];
	if (head === "" || /:\d+$/.test(authority)) return address;
	return `${head}${authority}:${port}${rest}`;
}

before(async () => {
	const web = createServer((request, response) => {
		publicHits++;
		// So that every request looks its name up anew.
		response.setHeader("connection", "close");
		const { pathname, searchParams } = new URL(request.url ?? "/", "http://pub.test");
		const hops = Number(searchParams.get("n") ?? 0);
		const to: Readonly<Record<string, string>> = {
			"/redir": withPort(searchParams.get("to") ?? ""),
			"/hop": hops > 0 ? `/hop?n=${hops - 1}` : "/ok",
			"/loop": "/loop",
		};
		const location = to[pathname];
		if (location === undefined) response.end("public");
		else response.writeHead(Number(searchParams.get("c") ?? 302), { location }).end();
	});
	port = await listen(web, 0, PUBLIC);
	for (const host of VICTIMS) {
		await listen(
			createServer((_request, response) => response.end("SECRET")).on("connection", () => victimHits++),
			port,
			host,
		);
	}
});

after(() => {
	for (const server of servers) {
		server.closeAllConnections();
		server.close();
	}
});

/** Asks with the names above; `rebind.test` is public when first looked up and a victim ever after. */
async function ask(address: string): Promise<Fetched> {
	let rebound = 0;
	const fetcher = openFetcher({
		allow: [`${PUBLIC}:${port}`],
		ports: [80, 443, port],
		paceMs: 0,
		userAgent: "Pressmark/0.0.0",
		now: () => performance.now(),
		lookup: async (hostname) => {
			if (hostname === "rebind.test") return rebound++ === 0 ? [PUBLIC] : ["127.0.0.1"];
			const addresses = NAMES[hostname];
			if (addresses === undefined) throw Object.assign(new Error(hostname), { code: "ENOTFOUND" });
			return addresses;
		},
	});
	try {
		if (/rebind/.test(address))
			await fetcher.fetch({ address: withPort("http://rebind.test/"), kind: "feed" });
		return await fetcher.fetch({ address: withPort(address), kind: "feed" });
	} finally {
		fetcher.close();
	}
}

test("no case of the shared table reaches what is not public, and its controls succeed", {
	skip: skipWithout(CASES),
}, async () => {
	const cases = (JSON.parse(readFileSync(sharedPath(CASES) ?? "", "utf8")) as Case[]).filter(
		({ id, category }) => category === "ssrf" && !ELSEWHERE.has(id),
	);
	assert.ok(cases.length > 70);
	for (const { id, input, expect } of cases) {
		const before = { victimHits, publicHits };
		const fetched = await ask(SITUATIONS[id] ?? input);
		assert.equal(victimHits, before.victimHits, `${id} reached a victim`);
		if (/CONTROL|env proxy/.test(expect)) assert.equal(fetched.kind, "page", id);
		else if (!/either 400 or fetched/.test(expect)) assert.notEqual(fetched.kind, "page", id);
		assert.ok(publicHits - before.publicHits <= 6, `${id} went round too often`);
	}
});

test("an address that is not public is refused in words that say how to open it", async () => {
	const check = async (address: string, reason: RegExp): Promise<void> => {
		const fetched = await ask(address);
		assert.ok(fetched.kind === "refused", `${address}: ${fetched.kind}`);
		assert.match(fetched.reason, reason);
	};
	await check("http://localhost/", /network\.allow/);
	await check("http://[::ffff:127.0.0.1]/", /not a public address/);
	await check("http://mixed.test/", /mixed\.test is at 127\.0\.0\.1/);
	await check("http://pub.test:22/", /port 22/);
	await check("http://name:word@pub.test/", /password/);
	await check("ftp://pub.test/", /only http and https/);
	await check("http://pub.test/a\r\nX: 1", /line breaks/);
	await check(`http://pub.test/redir?to=${encodeURIComponent("http://10.0.0.5/")}`, /10\.0\.0\.5/);
});

test("public addresses are told from all others, in both families", () => {
	const open = ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::5efe:1"];
	const shut = [
		"0.0.0.0",
		"100.127.255.255",
		"172.31.0.1",
		"192.0.0.9",
		"224.0.0.1",
		"255.255.255.255",
		"::",
		"::1",
	];
	const disguised = [
		"::ffff:1.1.1.1",
		"64:ff9b::1.1.1.1",
		"2002:7f00:1::",
		"2001::1",
		"fe80::1%lo",
		"2a00:1:2:3:0:5efe:7f00:1",
	];
	for (const address of open) assert.equal(isPublic(address), true, address);
	for (const address of [...shut, ...disguised, "example.org", ""])
		assert.equal(isPublic(address), false, address);
});

test("an exception opens an address, a network, or one port of an address, and nothing beside it", () => {
	const guard = openGuard(["10.1.0.0/16", "fd00::/8", "127.0.0.1:1200", "[::1]:1200"]);
	const check = (address: string, at: number, permitted: boolean): void =>
		assert.equal(guard.permits(address, at), permitted, `${address} ${at}`);
	check("10.1.255.1", 8080, true);
	check("10.2.0.1", 80, false);
	check("fd12::1", 80, true);
	check("127.0.0.1", 1200, true);
	check("127.0.0.1", 1201, false);
	check("::1", 1200, true);
	check("::ffff:10.1.0.1", 80, false);
	check("::ffff:a01:1", 80, false);
	for (const wrong of ["localhost", "10.0.0.0/33", "10.0.0", "127.0.0.1:http"]) {
		assert.throws(() => openGuard([wrong]), new RegExp(`"${wrong}" is no address`));
	}
});
