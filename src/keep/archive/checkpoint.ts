import {
	createHash,
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	type KeyObject,
	sign,
	verify,
} from "node:crypto";
import type { Hash } from "./tree.ts";

/** Checkpoints of the ledger: C2SP tlog-checkpoint bodies in C2SP signed notes, with Ed25519. Pure, but for new keys. */

/** What a checkpoint says: the log, how many lines it has, and the root of their tree. */
export interface Checkpoint {
	readonly origin: string;
	readonly size: number;
	readonly root: Hash;
}

/** A key that signs, with the verifier key that others check by: `<origin>+<id>+<base64 key>`, as Go's sumdb/note reads it. */
export interface Signer {
	readonly origin: string;
	readonly key: KeyObject;
	readonly verifierKey: string;
}

const ED25519 = 1;
const KEY_BYTES = 32;
const ID_BYTES = 4;

/** A new private key, PKCS #8 in PEM. */
export function newPrivateKey(): string {
	return String(generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }));
}

/** The signer of a private key in PEM. */
export function signerOf(origin: string, pem: string): Signer {
	const key = createPrivateKey(pem);
	const { x = "" } = createPublicKey(key).export({ format: "jwk" });
	const encoded = Buffer.concat([Uint8Array.of(ED25519), Buffer.from(x, "base64url")]);
	const id = keyId(origin, encoded).toString("hex");
	return { origin, key, verifierKey: `${origin}+${id}+${encoded.toString("base64")}` };
}

/** C2SP signed-note: the first four bytes of SHA-256 over name, line feed, kind and key. */
function keyId(name: string, encoded: Uint8Array): Buffer {
	return createHash("sha256").update(`${name}\n`).update(encoded).digest().subarray(0, ID_BYTES);
}

/** The signed note of a checkpoint. */
export function writeCheckpoint({ origin, size, root }: Checkpoint, signer: Signer): string {
	const text = `${origin}\n${size}\n${Buffer.from(root, "hex").toString("base64")}\n`;
	const signature = sign(null, Buffer.from(text), signer.key);
	const id = Buffer.from(signer.verifierKey.split("+")[1] ?? "", "hex");
	return `${text}\n\u2014 ${signer.origin} ${Buffer.concat([id, signature]).toString("base64")}\n`;
}

export type CheckpointReading =
	| { readonly kind: "signed"; readonly checkpoint: Checkpoint }
	| { readonly kind: "bad"; readonly reason: string };

/** Reads a signed note and checks its signature by a verifier key. Only the canonical form is read. */
export function readCheckpoint(note: string, verifierKey: string): CheckpointReading {
	const verifier = readVerifierKey(verifierKey);
	if (verifier === null) return { kind: "bad", reason: "the public key is no Ed25519 verifier key" };
	const divided = note.indexOf("\n\n\u2014 ");
	const text = note.slice(0, divided + 1);
	const body = /^([^\n+]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n$/.exec(text);
	if (divided === -1 || body === null) return { kind: "bad", reason: "it is no signed checkpoint" };
	const prefix = `\u2014 ${verifier.name} `;
	const lines = note.slice(divided + 2).split("\n");
	const given = lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length));
	if (lines.at(-1) !== "" || !given.some((signature) => isSignature(text, signature, verifier))) {
		return { kind: "bad", reason: `its signature is not by the key of ${verifier.name}` };
	}
	const [, origin = "", size = "", root = ""] = body;
	return {
		kind: "signed",
		checkpoint: { origin, size: Number(size), root: Buffer.from(root, "base64").toString("hex") },
	};
}

interface Verifier {
	readonly name: string;
	readonly id: Buffer;
	readonly key: KeyObject;
}

function readVerifierKey(text: string): Verifier | null {
	const [, name = "", id = "", key = ""] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
	const encoded = Buffer.from(key, "base64");
	if (encoded.length !== KEY_BYTES + 1 || encoded[0] !== ED25519) return null;
	if (encoded.toString("base64") !== key || keyId(name, encoded).toString("hex") !== id) return null;
	const x = encoded.subarray(1).toString("base64url");
	return {
		name,
		id: Buffer.from(id, "hex"),
		key: createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }),
	};
}

function isSignature(text: string, signature: string, { id, key }: Verifier): boolean {
	const bytes = Buffer.from(signature, "base64");
	if (bytes.toString("base64") !== signature || !bytes.subarray(0, ID_BYTES).equals(id)) return false;
	return verify(null, Buffer.from(text), key, bytes.subarray(ID_BYTES));
}
