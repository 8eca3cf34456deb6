import { BlockList, isIP } from "node:net";

/**
 * IPv4 networks that are not the public internet (IANA special-purpose registry), and one public
 * address that a cloud answers its own machines on.
 */
const DENIED_4 = [
	"0.0.0.0/8",
	"10.0.0.0/8",
	"100.64.0.0/10",
	"127.0.0.0/8",
	"168.63.129.16/32",
	"169.254.0.0/16",
	"172.16.0.0/12",
	"192.0.0.0/24",
	"192.0.2.0/24",
	"192.31.196.0/24",
	"192.52.193.0/24",
	"192.88.99.0/24",
	"192.168.0.0/16",
	"192.175.48.0/24",
	"198.18.0.0/15",
	"198.51.100.0/24",
	"203.0.113.0/24",
	"224.0.0.0/4",
	"240.0.0.0/4",
];

/** The only IPv6 space in public use; all else, mapped and translated IPv4 too, is denied. */
const PUBLIC_6 = ["2000::/3"];

/** Inside `PUBLIC_6`: protocols, ORCHID and Teredo, documentation, 6to4, AS112. */
const DENIED_6 = ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"];

/** Ports of the web. A public address on another port may be anybody's mail server or database. */
export const WEB_PORTS: readonly number[] = [80, 443];

const ALLOW_ENTRIES_MAX = 1000;

/** Decides which addresses may be connected to: nothing but the public web, unless the configuration says so. */
export interface Guard {
	/** Ports that public addresses may be asked on. */
	readonly ports: readonly number[];
	/** Whether a connection to this numeric address and port is permitted. */
	permits(address: string, port: number): boolean;
	/** Why an address must not be asked, in words, as far as its text tells; null where it may be. */
	refusalOf(url: URL): string | null;
}

/** The guard found a connection not permitted; travels through the socket library as an error. */
export class Barred extends Error {}

const denied4 = networksOf(DENIED_4);
const public6 = networksOf(PUBLIC_6);
const denied6 = networksOf(DENIED_6);

/**
 * A guard that denies by default. `allow` opens exceptions: an address (`127.0.0.1`, `::1`), a network
 * (`10.0.0.0/8`), or an address with the one port meant (`127.0.0.1:1200`, `[::1]:1200`). An entry that
 * is none of these is an error that names it. `ports` replaces the ports of the web.
 */
export function openGuard(allow: readonly string[], ports: readonly number[] = WEB_PORTS): Guard {
	if (allow.length > ALLOW_ENTRIES_MAX) {
		throw new RangeError(
			`network.allow has more than ${ALLOW_ENTRIES_MAX} entries: use networks such as 10.0.0.0/8`,
		);
	}
	const exceptions = allow.map(exceptionOf);
	const permits = (address: string, port: number): boolean =>
		(ports.includes(port) && isPublic(address)) ||
		exceptions.some((exception) => exception.permits(address, port));
	return { ports, permits, refusalOf: (url) => refusalOf(url, permits) };
}

/** Whether a numeric address is one of the public internet. */
export function isPublic(address: string): boolean {
	const family = isIP(address);
	if (family === 4) return !denied4.check(address, "ipv4");
	// A zone (%) names a link of this machine; a dotted tail is IPv4 in disguise.
	if (family !== 6 || /[%.]/.test(address)) return false;
	return public6.check(address, "ipv6") && !denied6.check(address, "ipv6") && !isIsatap(address);
}

/** The host of an address without the brackets that IPv6 wears in one. */
function bareHost(url: URL): string {
	return url.hostname.replace(/^\[|\]$/g, "");
}

/** Names that mean this machine by themselves (RFC 6761) and are never looked up. */
export function isLocalName(hostname: string): boolean {
	return /^(.*\.)?localhost\.?$/i.test(hostname);
}

/** What a local name stands for. */
export const LOCAL_ADDRESSES: readonly string[] = ["127.0.0.1", "::1"];

/** The port that is meant where an address names none. */
export function portOf({ port, protocol }: Pick<URL, "port" | "protocol">): number {
	return Number(port || (protocol === "https:" ? 443 : 80));
}

function refusalOf(url: URL, permits: Guard["permits"]): string | null {
	if (url.protocol !== "https:" && url.protocol !== "http:") {
		return `only http and https addresses are fetched, not ${url.protocol}`;
	}
	if (url.username !== "" || url.password !== "") return "the address carries a user name or password";
	const host = bareHost(url);
	const port = portOf(url);
	const numeric = isIP(host) !== 0 ? [host] : isLocalName(host) ? LOCAL_ADDRESSES : null;
	if (numeric !== null && !numeric.some((address) => permits(address, port))) {
		return `${url.host} is not a public address; network.allow can open it`;
	}
	return null;
}

interface Exception {
	permits(address: string, port: number): boolean;
}

function exceptionOf(entry: string): Exception {
	const withPort = /^(?:\[(?<six>[^\]]+)\]|(?<four>[\d.]+)):(?<port>\d{1,5})$/.exec(entry)?.groups;
	const address = withPort?.["six"] ?? withPort?.["four"];
	const networks = networksOf([address ?? entry]);
	const family = isIP((address ?? entry).split("/")[0] ?? "");
	const only = withPort === undefined ? null : Number(withPort["port"]);
	return {
		permits: (given, port) =>
			(only === null || only === port) &&
			// By family: Node's lists would take mapped IPv4 (::ffff:7f00:1) for what it maps.
			isIP(given) === family &&
			networks.check(given, family === 4 ? "ipv4" : "ipv6"),
	};
}

function networksOf(entries: readonly string[]): BlockList {
	const list = new BlockList();
	for (const entry of entries) {
		const [address = "", bits] = entry.split("/");
		const family = isIP(address);
		const bitsMax = family === 4 ? 32 : 128;
		if (family === 0 || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= bitsMax))) {
			throw new RangeError(
				`"${entry}" is no address or network: write 127.0.0.1, 127.0.0.1:8080, ::1 or 10.0.0.0/8`,
			);
		}
		list.addSubnet(address, Number(bits ?? bitsMax), family === 4 ? "ipv4" : "ipv6");
	}
	return list;
}

/** ISATAP (RFC 5214) hides an IPv4 address behind the groups 0:5efe or 200:5efe of any prefix. */
function isIsatap(address: string): boolean {
	const [head = "", tail = ""] = address.split("::");
	const before = head === "" ? [] : head.split(":");
	const after = tail === "" ? [] : tail.split(":");
	const groups = address.includes("::")
		? [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after]
		: before;
	return /^(0+|0?200)$/i.test(groups[4] ?? "") && /^5efe$/i.test(groups[5] ?? "");
}
