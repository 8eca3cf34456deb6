import { createHash } from "node:crypto";

/** The Merkle tree of RFC 9162, section 2.1 (the same as RFC 6962's), over the ledger's lines. */

/** SHA-256, in hex. */
export type Hash = string;

/**
 * A tree that only grows: its size, and the roots of the perfect trees that it is made of, largest
 * first. That is all one needs to add a leaf and to tell the root.
 */
export interface Tree {
	readonly size: number;
	readonly peaks: readonly Hash[];
}

export const EMPTY_TREE: Tree = { size: 0, peaks: [] };

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of a leaf that holds these bytes. */
export function leafHash(bytes: Uint8Array): Hash {
	return createHash("sha256").update(LEAF).update(bytes).digest("hex");
}

function nodeHash(left: Hash, right: Hash): Hash {
	return createHash("sha256").update(NODE).update(left, "hex").update(right, "hex").digest("hex");
}

/** The tree with one leaf more. */
export function withLeaf({ size, peaks }: Tree, leaf: Hash): Tree {
	const grown = [...peaks];
	let peak = leaf;
	// As in a binary counter: every trailing one of the size is a perfect tree as large as the new one.
	for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
		const left = grown.pop();
		if (left === undefined) throw new Error(`a tree of ${size} leaves has too few peaks`);
		peak = nodeHash(left, peak);
	}
	return { size: size + 1, peaks: [...grown, peak] };
}

/** The root: of no leaves, the hash of nothing. */
export function rootOf({ peaks }: Tree): Hash {
	const [last, ...rest] = peaks.toReversed();
	return last === undefined
		? createHash("sha256").digest("hex")
		: rest.reduce((right, left) => nodeHash(left, right), last);
}

/** The hashes that lead from leaf `index` to the root of `leaves` (RFC 9162, section 2.1.3.1). */
export function inclusionProof(leaves: readonly Hash[], index: number): Hash[] {
	if (leaves.length <= 1) return [];
	const half = largestPowerBelow(leaves.length);
	const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
	return index < half
		? [...inclusionProof(left, index), rootOfLeaves(right)]
		: [...inclusionProof(right, index - half), rootOfLeaves(left)];
}

function rootOfLeaves(leaves: readonly Hash[]): Hash {
	return rootOf(leaves.reduce(withLeaf, EMPTY_TREE));
}

function largestPowerBelow(size: number): number {
	return 2 ** Math.floor(Math.log2(size - 1));
}

/** What an inclusion proof claims. */
export interface Inclusion {
	readonly leaf: Hash;
	readonly index: number;
	readonly size: number;
	readonly root: Hash;
}

/** Whether the hashes lead from the leaf to the root (RFC 9162, section 2.1.3.2). */
export function isIncluded({ leaf, index, size, root }: Inclusion, proof: readonly Hash[]): boolean {
	if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
	let [node, last, hash] = [index, size - 1, leaf];
	for (const sibling of proof) {
		if (last === 0) return false;
		if (node % 2 === 1 || node === last) {
			hash = nodeHash(sibling, hash);
			while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
		} else {
			hash = nodeHash(hash, sibling);
		}
		[node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
	}
	return last === 0 && hash === root;
}
