import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { fold } from "../../article/fold.ts";
import { isEmptyWord } from "./words-empty.ts";

let jieba: Jieba | null = null;

/**
 * The words of unspaced folded text, in order, nothing lost. The dictionary is folded as the text is,
 * and read when it is first needed: that takes a quarter of a second.
 */
export function wordsOf(text: string): string[] {
	jieba ??= Jieba.withDict(Buffer.from(fold(Buffer.from(dict).toString())));
	return jieba.cut(text, true);
}

/** Stretches of neighbouring words that mean something: what asks or only joins is left out. */
export function stretchesOf(text: string): string[][] {
	const stretches: string[][] = [];
	let stretch: string[] = [];
	for (const word of wordsOf(text)) {
		if (!isEmptyWord(word)) stretch.push(word);
		else if (stretch.length > 0) {
			stretches.push(stretch);
			stretch = [];
		}
	}
	if (stretch.length > 0) stretches.push(stretch);
	return stretches;
}
