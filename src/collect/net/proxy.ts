import { connect as connectTcp, isIP, type Socket } from "node:net";
import { SocksClient } from "socks";
import { Client } from "undici";
import { connected, type Lookup, openConnect, permittedAddresses, secure, type Target } from "./connect.ts";
import { Barred, type Guard, isLocalName, portOf } from "./guard.ts";
import type { Way } from "./line.ts";

/** The proxy does not do what it is for: our side's trouble, whatever the target. */
export class ProxyFailure extends Error {}

const SCHEMES: ReadonlySet<string> = new Set(["http:", "https:", "socks5:", "socks5h:"]);

export interface WayOptions {
	readonly guard: Guard;
	readonly lookup: Lookup;
	/** `http://`, `https://`, `socks5://` or `socks5h://`, with a user name and password where needed. */
	readonly proxy: string | null;
}

/**
 * How origins are reached. Through a proxy of HTTP or `socks5h` (Tor), names are looked up at its far
 * end, where the guard cannot see: it judges names, numbers and ports as written, and whom the operator
 * named as proxy is trusted with the rest. With `socks5` names are looked up here and guarded as ever.
 */
export function openWays({ guard, lookup, proxy }: WayOptions): (origin: string) => Way {
	if (proxy === null) {
		const direct: Way = {
			connect: openConnect(guard, lookup),
			clientOriginOf: (origin) => origin,
			headers: {},
			direct: true,
		};
		return () => direct;
	}
	const url = URL.parse(proxy);
	if (url === null || !SCHEMES.has(url.protocol)) {
		throw new RangeError(
			`"${proxy}" is no proxy: write http://host:port, https://host:port, socks5://host:port or socks5h://host:port`,
		);
	}
	const sessions = new Map<string, Buffer>();
	if (url.protocol.startsWith("socks")) {
		const tunnel: Tunnel = (target, signal) => socksTunnel(url, target, { guard, lookup, signal });
		const way = tunnelled(tunnel, sessions);
		return (origin) => barredByPort(way, origin, guard);
	}
	const toProxy: Way["connect"] = (_target, signal) => dial(url, signal, sessions);
	const whole: Way = {
		connect: toProxy,
		clientOriginOf: () => url.origin,
		headers: authorizationOf(url),
		direct: false,
	};
	const way = tunnelled((target, signal) => httpTunnel(url, target, { toProxy, signal }), sessions);
	// Plain http is asked for by its whole address: many proxies open tunnels to port 443 only.
	return (origin) => barredByPort(origin.startsWith("http:") ? whole : way, origin, guard);
}

/** The way, but for a name on a port that is not the web's: where no address is seen, the port is judged alone. */
function barredByPort(way: Way, origin: string, guard: Guard): Way {
	const url = new URL(origin);
	// Numbers and local names are judged before they come here.
	const isJudged = isIP(url.hostname) !== 0 || url.hostname.startsWith("[") || isLocalName(url.hostname);
	if (isJudged || guard.ports.includes(portOf(url))) return way;
	const barred = new Barred(`port ${portOf(url)} of ${url.hostname} is not a port of the web`);
	return { ...way, connect: () => Promise.reject(barred) };
}

/** A connection to the target by way of the proxy, nothing said on it yet. */
type Tunnel = (target: Target, signal: AbortSignal) => Promise<Socket>;

function tunnelled(tunnel: Tunnel, sessions: Map<string, Buffer>): Way {
	return {
		clientOriginOf: (origin) => origin,
		headers: {},
		direct: false,
		async connect(target, signal) {
			const socket = await tunnel(target, signal);
			if (target.protocol !== "https:") return socket;
			const wrapped = secure({ socket }, target.hostname, sessions);
			await connected(wrapped, "secureConnect", signal);
			return wrapped;
		},
	};
}

async function dial(proxy: URL, signal: AbortSignal, sessions: Map<string, Buffer>): Promise<Socket> {
	const host = proxy.hostname.replace(/^\[|\]$/g, "");
	const isSecure = proxy.protocol === "https:";
	const port = Number(proxy.port || DEFAULT_PORTS[proxy.protocol]);
	const socket = isSecure
		? secure({ host, port }, host, sessions)
		: connectTcp({ host, port, noDelay: true });
	await connected(socket, isSecure ? "secureConnect" : "connect", signal).catch((error: unknown) => {
		throw new ProxyFailure(`no connection to the proxy ${proxy.host}`, { cause: error });
	});
	return socket;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
	"http:": 80,
	"https:": 443,
	"socks5:": 1080,
	"socks5h:": 1080,
};

async function httpTunnel(
	proxy: URL,
	target: Target,
	{ toProxy, signal }: { readonly toProxy: Way["connect"]; readonly signal: AbortSignal },
): Promise<Socket> {
	const client = new Client(proxy.origin, {
		connect: (options, done) => {
			toProxy(options, signal).then(
				(socket) => done(null, socket),
				(error: Error) => done(error, null),
			);
		},
	});
	const path = `${target.hostname}:${portOf(target)}`;
	const { statusCode, socket } = await client.connect({
		path,
		headers: { host: path, ...authorizationOf(proxy) },
		signal,
	});
	if (statusCode === 200) return socket as Socket;
	socket.destroy();
	throw new ProxyFailure(`the proxy ${proxy.host} answered ${statusCode}`);
}

interface SocksOptions {
	readonly guard: Guard;
	readonly lookup: Lookup;
	readonly signal: AbortSignal;
}

async function socksTunnel(
	proxy: URL,
	target: Target,
	{ guard, lookup, signal }: SocksOptions,
): Promise<Socket> {
	const port = portOf(target);
	const looksUpHere = proxy.protocol === "socks5:";
	const [resolved] = looksUpHere ? await permittedAddresses(target.hostname, port, { guard, lookup }) : [];
	const carrier = await dial(proxy, signal, new Map());
	try {
		const { socket } = await SocksClient.createConnection({
			command: "connect",
			destination: { host: resolved ?? target.hostname, port },
			existing_socket: carrier,
			proxy: {
				host: proxy.hostname,
				port: carrier.remotePort ?? port,
				type: 5,
				...(proxy.username !== "" && {
					userId: decodeURIComponent(proxy.username),
					password: decodeURIComponent(proxy.password),
				}),
			},
		});
		return socket;
	} catch (error) {
		carrier.destroy();
		throw new ProxyFailure(`the proxy ${proxy.host} did not connect: ${wordsOf(error)}`, { cause: error });
	}
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The proxy's own credentials (RFC 9110, 11.7.2), for nobody else's eyes. */
function authorizationOf(proxy: URL): Readonly<Record<string, string>> {
	if (proxy.username === "") return {};
	const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
	return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}
