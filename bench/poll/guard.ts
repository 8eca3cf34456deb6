/**
 * Which address filters let a client be led to what is not public. Runs in a network namespace of its
 * own (`unshare -rn`), where every address is the machine's, so that nothing leaves it: private and
 * special addresses are victims, one address is the public web. Prints one line of JSON.
 */
import { execFileSync } from "node:child_process";
import dns from "node:dns";
import { existsSync, readFileSync } from "node:fs";
import http from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { isIP, isIPv6 } from "node:net";
import { join } from "node:path";
import { openFetcher } from "../../src/collect/net/fetcher.ts";

const PUBLIC = ["93.184.216.34", "2606:2800:220:1::1"];

const VICTIMS = [
	"127.0.0.1",
	"127.8.8.8",
	"10.0.0.5",
	"100.64.0.1",
	"100.100.100.200",
	"168.63.129.16",
	"169.254.169.254",
	"172.16.0.1",
	"192.0.0.1",
	"192.0.2.1",
	"192.88.99.1",
	"192.168.1.1",
	"198.18.0.1",
	"198.51.100.1",
	"203.0.113.1",
	"240.0.0.1",
	"::1",
	"::7f00:1",
	"64:ff9b::7f00:1",
	"64:ff9b:1::7f00:1",
	"100::1",
	"2001::1",
	"2001:20::1",
	"2001:db8::1",
	"2002:7f00:1::1",
	"2a00:1:2:3:0:5efe:7f00:1",
	"3fff::1",
	"5f00::1",
	"fc00::1",
	"fd00:ec2::254",
	"fec0::1",
];

/** Ways of writing 127.0.0.1. */
const DISGUISES = [
	"127.1",
	"2130706433",
	"0x7f.1",
	"0177.0.0.1",
	"0",
	"[::ffff:127.0.0.1]",
	"[::ffff:7f00:1]",
	"localhost",
	"a.localhost",
	"%31%32%37.0.0.1",
	"①②⑦.⓪.⓪.①",
];

const NAMES: Readonly<Record<string, readonly string[]>> = {
	"pub.test": [PUBLIC[0] ?? ""],
	"pub6.test": [PUBLIC[1] ?? ""],
	"victim.test": ["127.0.0.1"],
	"victim6.test": ["::1"],
	"meta.test": ["169.254.169.254"],
	"nat64.test": ["64:ff9b::7f00:1"],
	"zero.test": ["0.0.0.0"],
	"cgnat.test": ["100.64.0.1"],
	"mixed.test": [PUBLIC[0] ?? "", "127.0.0.1"],
	"mixed2.test": ["127.0.0.1", PUBLIC[0] ?? ""],
	...Object.fromEntries(VICTIMS.map((address, n) => [`v${n}.test`, [address]])),
};

const host = (address: string): string => (isIPv6(address) ? `[${address}]` : address);
const by = (to: string): string => `http://pub.test/redir?to=${encodeURIComponent(to)}`;

/** Every victim by its number, by a name and by a redirect to each; then all that the shared table has. */
function cases(): string[] {
	const own = [
		...VICTIMS.flatMap((address, n) => [
			`http://${host(address)}/`,
			`http://v${n}.test/`,
			by(`http://${host(address)}/`),
			by(`http://v${n}.test/`),
		]),
		...DISGUISES.flatMap((text) => [`http://${text}/`, by(`http://${text}/`)]),
		"http://mixed.test/",
		"http://mixed2.test/",
		"http://rebind.test/",
		"http://pub.test:22/",
	];
	const shared = join(import.meta.dirname, "../../../shared/bench/hostile/cases.json");
	const found = existsSync(shared)
		? (JSON.parse(readFileSync(shared, "utf8")) as { readonly category: string; readonly input: string }[])
		: [];
	const inputs = found
		.filter(({ category, input }) => category === "ssrf" && /^[a-z]+:/.test(input))
		.map(({ input }) => input);
	return [...new Set([...own, ...inputs])];
}

let rebound = 0;
function resolve(hostname: string): readonly string[] | null {
	if (isIP(hostname) !== 0) return [hostname];
	if (/^(.*\.)?localhost\.?$/.test(hostname)) return ["127.0.0.1", "::1"];
	if (hostname === "rebind.test") return rebound++ === 0 ? [PUBLIC[0] ?? ""] : ["127.0.0.1"];
	return NAMES[hostname] ?? null;
}

type LookupDone = (error: Error | null, address?: unknown, family?: number) => void;

/** The machine's lookup, for the clients that use it. */
function fakeLookup(
	hostname: string,
	options: { readonly all?: boolean } | LookupDone,
	done?: LookupDone,
): void {
	const callback = typeof options === "function" ? options : (done as LookupDone);
	const all = typeof options === "object" && options.all === true;
	const addresses = resolve(hostname)?.map((address) => ({ address, family: isIP(address) }));
	if (addresses?.[0] === undefined) callback(Object.assign(new Error(hostname), { code: "ENOTFOUND" }));
	else if (all) callback(null, addresses);
	else callback(null, addresses[0].address, addresses[0].family);
}

const TIMEOUT_MS = 2000;

/** Fetches with node:http and an agent, following redirects by hand: what the filters' own guides show. */
async function getWith(agentOf: (address: string) => http.Agent, address: string): Promise<void> {
	let next: string | null = address;
	for (let hop = 0; hop < 5 && next !== null; hop++) {
		const url: URL = new URL(next);
		next = await new Promise<string | null>((done) => {
			const fail = (): void => done(null);
			try {
				const request = http.get(url, { agent: agentOf(url.href), timeout: TIMEOUT_MS }, (response) => {
					response.resume().on("error", fail);
					const { location } = response.headers;
					done(URL.parse(location ?? "//", url.href)?.href ?? null);
				});
				request.on("error", fail).on("timeout", () => request.destroy());
			} catch {
				fail();
			}
		});
	}
}

interface Client {
	readonly name: string;
	get(address: string): Promise<unknown>;
}

async function clients(): Promise<Client[]> {
	const { useAgent } = (await import("request-filtering-agent" as string)) as {
		useAgent(address: string): http.Agent;
	};
	const { default: ssrfFilter } = (await import("ssrf-req-filter" as string)) as {
		default(address: string): http.Agent;
	};
	return [
		{
			name: "pressmark",
			async get(address) {
				const fetcher = openFetcher({
					allow: [],
					paceMs: 0,
					userAgent: "Pressmark/0.0.0",
					now: () => performance.now(),
					lookup: async (hostname) => resolve(hostname) ?? [],
					limits: { totalMs: TIMEOUT_MS },
				});
				const fetched = await fetcher.fetch({ address, kind: "feed" });
				fetcher.close();
				return fetched;
			},
		},
		{ name: "request-filtering-agent 3.2.1", get: (address) => getWith(useAgent, address) },
		{ name: "ssrf-req-filter 1.1.1", get: (address) => getWith(ssrfFilter, address) },
		{
			name: "fetch of Node, unguarded",
			get: (address) => fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) }),
		},
	];
}

let victims = 0;
let publicHits = 0;

async function listen(): Promise<void> {
	for (const port of [80, 22]) {
		for (const at of ["0.0.0.0", "::"]) {
			const server = http.createServer((request, response) => {
				const { searchParams } = new URL(request.url ?? "/", "http://pub.test");
				const to = searchParams.get("to");
				response.setHeader("connection", "close");
				if (to !== null) response.writeHead(302, { location: to.replace(/[^ -~]/g, encodeURIComponent) });
				response.end("x");
			});
			server.on("connection", (socket) => {
				if (PUBLIC.includes(socket.localAddress ?? "") && port === 80) publicHits++;
				else victims++;
			});
			server.listen({ port, host: at, ipv6Only: true });
			await new Promise((done) => server.once("listening", done));
		}
	}
}

execFileSync("ip", ["link", "set", "lo", "up"]);
for (const address of [...PUBLIC, ...VICTIMS.filter((victim) => !/^127|^::1$/.test(victim))]) {
	execFileSync("ip", ["addr", "add", `${address}/${isIPv6(address) ? 128 : 32}`, "dev", "lo"]);
}
await listen();
Object.assign(dns, { lookup: fakeLookup });
syncBuiltinESMExports();

const table: Record<string, { reached: number; controls: number }> = {};
const all = cases();
for (const { name, get } of await clients()) {
	let reached = 0;
	for (const address of all) {
		const before = victims;
		rebound = 0;
		if (/rebind/.test(address)) await get("http://rebind.test/").catch(() => null);
		await get(address).catch(() => null);
		if (victims > before) reached++;
	}
	const before = publicHits;
	for (const control of ["http://pub.test/ok", "http://pub6.test/ok", by("http://pub.test/ok")])
		await get(control).catch(() => null);
	table[name] = { reached, controls: publicHits - before };
}
console.log(JSON.stringify({ cases: all.length, table }));
process.exit(0);
