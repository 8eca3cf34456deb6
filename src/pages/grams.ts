/**
 * What a text can be found by in a site of files: pairs of neighbouring characters, and whole words
 * of scripts that have spaces, each once. Also sent to browsers as it stands, so it uses nothing from outside.
 */
export function gramsOf(text: string): string[] {
	const found: string[] = [];
	const runs = text
		.normalize("NFKC")
		.toLowerCase()
		.match(
			/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]+|[^\s\p{P}\p{S}\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]+/gu,
		);
	for (const run of runs ?? []) {
		const characters = [...run];
		const spaced = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u.test(run);
		if (spaced || characters.length === 1) found.push(run);
		else characters.slice(1).forEach((character, at) => found.push((characters[at] ?? "") + character));
	}
	return [...new Set(found)];
}

/** In which of a month's files a pair or word is. Sent to browsers too. */
export function shardOf(gram: string, shards: number): number {
	let hash = 5381;
	for (const character of gram) hash = (Math.imul(hash, 33) ^ (character.codePointAt(0) ?? 0)) >>> 0;
	return hash % shards;
}
