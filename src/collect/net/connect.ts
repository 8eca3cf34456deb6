import { lookup as systemLookup } from "node:dns/promises";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { Barred, type Guard, isLocalName, LOCAL_ADDRESSES, portOf } from "./guard.ts";

/** All addresses of a name, in the order to try them; rejects where there is none. */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/** Asks the machine's resolver (hosts file and DNS). */
export const lookupOfMachine: Lookup = async (hostname) =>
	(await systemLookup(hostname, { all: true, order: "verbatim" })).map(({ address }) => address);

/** More addresses than this are not tried. */
const ADDRESSES_MAX = 16;

/** Time one address has before the next is tried beside it (RFC 8305 advises 250 ms). */
const NEXT_ADDRESS_MS = 250;

/** Hosts whose TLS session is remembered, which spares both sides a handshake. */
const SESSIONS_MAX = 500;

/** Whom to connect to, as undici names it: an IPv6 address without brackets. */
export interface Target {
	readonly hostname: string;
	readonly port: string;
	readonly protocol: string;
}

/** Connects to a target, or rejects: with `Barred` where the guard says no. Abort hangs up, whatever the stage. */
export type Connect = (target: Target, signal: AbortSignal) => Promise<Socket>;

/**
 * Connections straight to the target. The guard is asked three times, since each answer can change
 * before the next step: about a numeric host, about every address the name has, and about the peer
 * that is connected at last. One address that is not permitted bars the whole name.
 */
export function openConnect(guard: Guard, lookup: Lookup): Connect {
	const sessions = new Map<string, Buffer>();
	return async (target, signal) => {
		const { hostname } = target;
		const port = portOf(target);
		const addresses = await permittedAddresses(hostname, port, { guard, lookup });
		const options = { ...socketOptions(addresses), host: hostname, port };
		const socket =
			target.protocol === "https:"
				? secure({ ...options, highWaterMark: TLS_RECORD_BYTES }, hostname, sessions)
				: connectTcp(options);
		await connected(socket, target.protocol === "https:" ? "secureConnect" : "connect", signal);
		const peer = socket.remoteAddress ?? "";
		if (!guard.permits(peer, port)) {
			socket.destroy();
			throw new Barred(`${hostname} answered from ${peer}, which is not a public address`);
		}
		return socket;
	};
}

/** TLS over a socket that is already connected, or over one still to be made with `options`. */
export function secure(options: object, hostname: string, sessions: Map<string, Buffer>): TLSSocket {
	const session = sessions.get(hostname);
	const socket = connectTls({
		...options,
		ALPNProtocols: ["http/1.1"],
		...(isIP(hostname) === 0 && { servername: hostname }),
		...(session !== undefined && { session }),
	});
	socket.on("session", (fresh) => {
		sessions.delete(hostname);
		sessions.set(hostname, fresh);
		const oldest = sessions.keys().next();
		if (sessions.size > SESSIONS_MAX && !oldest.done) sessions.delete(oldest.value);
	});
	return socket;
}

/** Settles when the socket is usable, or with its error; abort destroys it until then. */
export function connected(
	socket: Socket,
	event: "connect" | "secureConnect",
	signal: AbortSignal,
): Promise<void> {
	return new Promise((resolve, reject) => {
		const hangUp = (): unknown => socket.destroy();
		if (signal.aborted) hangUp();
		signal.addEventListener("abort", hangUp, { once: true });
		// Stays for good: undici listens only once the socket is its own.
		socket.on("error", reject);
		socket.once("close", () => {
			signal.removeEventListener("abort", hangUp);
			reject(new Error("the connection was closed before it was made"));
		});
		socket.once(event, () => {
			signal.removeEventListener("abort", hangUp);
			resolve();
		});
	});
}

/** A TLS record is at most this long. */
const TLS_RECORD_BYTES = 16_384;

/**
 * The addresses of a host that may all be connected to; rejects with `Barred` where one may not.
 */
export async function permittedAddresses(
	hostname: string,
	port: number,
	{ guard, lookup }: { readonly guard: Guard; readonly lookup: Lookup },
): Promise<readonly string[]> {
	const permits = (address: string): boolean => guard.permits(address, port);
	if (isIP(hostname) !== 0) {
		if (!permits(hostname)) throw new Barred(`${hostname} port ${port} is not public`);
		return [hostname];
	}
	if (isLocalName(hostname)) {
		const open = LOCAL_ADDRESSES.filter(permits);
		if (open.length === 0) throw new Barred(`${hostname} is this machine`);
		return open;
	}
	const addresses = (await lookup(hostname)).slice(0, ADDRESSES_MAX);
	const barred = addresses.find((address) => !permits(address));
	if (barred !== undefined) throw new Barred(`${hostname} is at ${barred} port ${port}, which is not public`);
	if (addresses.length === 0) throw Object.assign(new Error("no address"), { code: "ENOTFOUND" });
	return addresses;
}

type LookupCallback = (
	error: Error | null,
	addresses: readonly { readonly address: string; readonly family: number }[],
) => void;

/** Options that make Node race the addresses given, and look nothing up by itself. */
function socketOptions(addresses: readonly string[]): object {
	const resolved = addresses.map((address) => ({ address, family: isIP(address) }));
	return {
		autoSelectFamily: true,
		autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
		noDelay: true,
		lookup: (_hostname: string, _options: object, done: LookupCallback): void => done(null, resolved),
	};
}
