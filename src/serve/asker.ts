import { BlockList, isIP } from "node:net";

/** Addresses read from one header at most; who writes longer ones is not believed beyond it. */
const FORWARDED_MAX = 32;

/** Tells who asks: the far end of the connection, or, where that is a trusted proxy, whom it says it asks for. */
export type AskerOf = (remote: string, forwardedFor: string | undefined) => string;

/**
 * Makes an `AskerOf` for proxies given as addresses or networks (CIDR). Each proxy adds to `X-Forwarded-For`
 * who asked it, so the list is read from its end, and the first address that is no proxy of ours is the asker:
 * what stands before it anyone could have written.
 */
export function askersBehind(proxies: readonly string[]): AskerOf {
	if (proxies.length === 0) return plainAddress;
	const trusted = new BlockList();
	for (const proxy of proxies) {
		const [address = "", bits] = proxy.split("/");
		const family = familyOf(address);
		trusted.addSubnet(address, Number(bits ?? (family === "ipv4" ? 32 : 128)), family);
	}
	const isTrusted = (address: string): boolean =>
		isIP(address) !== 0 && trusted.check(address, familyOf(address));
	return (remote, forwardedFor = "") => {
		let asker = plainAddress(remote);
		for (const named of forwardedFor.split(",").slice(-FORWARDED_MAX).reverse()) {
			const address = plainAddress(named.trim());
			if (!isTrusted(asker) || isIP(address) === 0) break;
			asker = address;
		}
		return asker;
	};
}

const familyOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 4 ? "ipv4" : "ipv6");

/** IPv4 as IPv4 where a socket for both families names it `::ffff:127.0.0.1`. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");
