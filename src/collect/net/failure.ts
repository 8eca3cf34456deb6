import type { Side, Stop } from "./fetched.ts";
import { LINE_CLOSED } from "./line.ts";
import { ProxyFailure } from "./proxy.ts";

/** Why nothing came, and whose fault that is. */
export interface Failure {
	readonly side: Side;
	readonly reason: string;
	/** Absent where it was not we who stopped. */
	readonly stop?: Stop;
}

/** We ended it ourselves. */
export const STOPPED: Failure = { side: "ours", reason: "stopped before the answer came" };

/** What the codes of Node and undici mean to a person. */
const FAILURES: Readonly<Record<string, readonly [Side, string]>> = {
	ENOTFOUND: ["theirs", "no such host: the name has no address"],
	EAI_AGAIN: ["unknown", "the name could not be looked up: no answer from DNS"],
	EAI_FAIL: ["unknown", "the name could not be looked up: DNS failed"],
	ECONNREFUSED: ["theirs", "connection refused"],
	ECONNRESET: ["theirs", "the connection was cut"],
	EPIPE: ["theirs", "the connection was cut"],
	UND_ERR_SOCKET: ["theirs", "the connection was cut"],
	ETIMEDOUT: ["unknown", "no connection in time"],
	EHOSTUNREACH: ["unknown", "no way to the host"],
	ENETUNREACH: ["unknown", "no way out: the network is unreachable"],
	ENETDOWN: ["ours", "our network is down"],
	EADDRNOTAVAIL: ["ours", "this machine has no free address or port"],
	EMFILE: ["ours", "this machine has too many files open"],
	ENFILE: ["ours", "this machine has too many files open"],
	UND_ERR_HEADERS_OVERFLOW: ["theirs", "the headers are too large"],
	UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ["theirs", "the lengths given contradict each other"],
	CERT_HAS_EXPIRED: ["theirs", "TLS: the certificate has expired"],
	CERT_NOT_YET_VALID: ["theirs", "TLS: the certificate is not valid yet"],
	DEPTH_ZERO_SELF_SIGNED_CERT: ["theirs", "TLS: the certificate is self-signed"],
	SELF_SIGNED_CERT_IN_CHAIN: ["theirs", "TLS: the certificate's chain ends in one nobody knows"],
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ["theirs", "TLS: the certificate's issuer is not known"],
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: ["theirs", "TLS: the certificate's chain is incomplete"],
	ERR_TLS_CERT_ALTNAME_INVALID: ["theirs", "TLS: the certificate is for another host"],
};

/** An error of the socket libraries in words; one that is not known keeps its own. */
export function failureOf(error: unknown): Failure {
	if (error === LINE_CLOSED) return STOPPED;
	if (error instanceof ProxyFailure) return { side: "ours", reason: error.message };
	// Happy eyeballs: one error for each address tried, of which the first is the preferred one's.
	const first: unknown = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
	const code = codeOf(first);
	const [side, reason] = FAILURES[code] ?? wordsOf(code, first);
	return { side, reason };
}

function wordsOf(code: string, error: unknown): readonly [Side, string] {
	if (error instanceof Error && error.name === "HTTPParserError") return ["theirs", "the answer is not HTTP"];
	if (code.startsWith("ERR_SSL") || code.startsWith("EPROTO")) return ["theirs", "TLS: no common ground"];
	return ["unknown", error instanceof Error ? error.message : String(error)];
}

function codeOf(error: unknown): string {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
