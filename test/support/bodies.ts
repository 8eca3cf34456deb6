import type { Kept } from "../../src/article/library.ts";
import { bodyMarkup } from "../../src/pages/body.ts";
import { LANGUAGES } from "../../src/pages/languages.ts";
import { siteLinks } from "../../src/publish/site/links.ts";
import { openMemoryLibrary } from "./library.ts";

/** A body as an article's page shows it. */
export function shownBody(body: string): string {
	const library = openMemoryLibrary({ "zh.example": "海港日报" });
	const article: Kept = library.tell({
		...{ address: "https://zh.example/a/body", outlet: "zh.example", title: "体", at: 0, body },
	});
	library.close();
	return bodyMarkup(article, {
		...{ name: "Pressmark", zone: "UTC", outlets: new Map(), words: LANGUAGES.en, links: siteLinks("") },
		...{ theme: "auto", size: "normal", path: null, feeds: false },
	}).toString();
}

/** A whole document around a body, to be judged by itself. */
export function documentAround(markup: string): string {
	return `<!DOCTYPE html>\n<html lang="zh">\n<head><meta charset="utf-8"><title>体</title></head>\n<body>\n<h1>题</h1>\n${markup}\n</body>\n</html>\n`;
}
