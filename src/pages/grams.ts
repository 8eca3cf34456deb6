/** A pair of neighbouring characters, or a whole word of a script that has spaces, and where in the text it stands. */
export interface Gram {
	readonly text: string;
	readonly at: number;
}

/**
 * What a folded text can be found by in a site of files, in order, as often as it is there. Also sent to
 * browsers as it stands, so it uses nothing from outside.
 */
export function gramsOf(folded: string): Gram[] {
	const grams: Gram[] = [];
	const runs = folded.matchAll(
		/(?<word>[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]+)|[^\s\p{P}\p{S}\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]+/gu,
	);
	for (const { 0: run, index, groups } of runs) {
		const characters = [...run];
		if (groups?.["word"] !== undefined || characters.length === 1) grams.push({ text: run, at: index });
		else {
			let at = index;
			for (let first = 0; first + 1 < characters.length; first++) {
				grams.push({ text: `${characters[first]}${characters[first + 1]}`, at });
				at += characters[first]?.length ?? 0;
			}
		}
	}
	return grams;
}

/** In which of a segment's files a gram is. Sent to browsers too. */
export function shardOf(gram: string, shards: number): number {
	let hash = 5381;
	for (const character of gram) hash = (Math.imul(hash, 33) ^ (character.codePointAt(0) ?? 0)) >>> 0;
	return hash % shards;
}
