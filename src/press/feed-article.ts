import type { Article } from "../article/article.ts";
import type { Sighting } from "../collect/sightings.ts";

/** The article as far as a feed tells it; its body is the feed's content, so it has no blocks of its own. */
export function articleOfFeed(sighting: Sighting): Article {
	return {
		address: sighting.address,
		title: sighting.title,
		subtitle: null,
		section: null,
		bylines: sighting.author === null ? [] : [sighting.author],
		published: sighting.published === null ? null : new Date(sighting.published).toISOString(),
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
