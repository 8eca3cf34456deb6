import type { Article } from "../article/article.ts";
import { readTime } from "../article/time.ts";
import type { Sighting } from "../collect/sightings.ts";

/** The date line that full-text feeds of the seed's kind put before the text: it is the page's own date. */
const DATE_LINE = /^<div><i>([^<]{10,60})<\/i><\/div>/;

/** The article as far as a feed tells it; `body` is the feed's content made safe, so it has no blocks of its own. */
export function articleOfFeed(sighting: Sighting, body: string): Article {
	const published = readTime(DATE_LINE.exec(body)?.[1] ?? "") ?? sighting.published;
	return {
		address: sighting.address,
		title: sighting.title,
		subtitle: null,
		section: null,
		bylines: sighting.author === null ? [] : [sighting.author],
		published: published === null ? null : new Date(published).toISOString(),
		modified: null,
		language: sighting.language,
		keywords: [],
		blocks: [],
		wireCredit: "",
		wires: [],
		notes: [],
		paywalled: false,
	};
}
