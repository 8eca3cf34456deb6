import type { Feed, FeedEntry } from "../feed.ts";

/** A feed as JSON Feed 1.1; `next_url` leads to the entries before these. */
export function writeJsonFeed(feed: Feed): string {
	return `${JSON.stringify({
		version: "https://jsonfeed.org/version/1.1",
		title: feed.title,
		description: feed.subtitle,
		language: feed.language,
		home_page_url: feed.home,
		feed_url: feed.self,
		icon: feed.icon,
		...(feed.previousArchive !== null && { next_url: feed.previousArchive }),
		...(feed.hub !== null && { hubs: [{ type: "WebSub", url: feed.hub }] }),
		items: feed.entries.map(writeItem),
	})}\n`;
}

function writeItem(entry: FeedEntry): object {
	const authors = entry.authors.length > 0 ? entry.authors : [entry.source.name];
	return {
		id: entry.id,
		url: entry.link,
		external_url: entry.source.address,
		title: entry.title,
		content_html: entry.content,
		summary: entry.summary,
		date_published: new Date(entry.published).toISOString(),
		date_modified: new Date(entry.updated).toISOString(),
		authors: authors.map((name) => ({ name })),
		tags: entry.categories,
		...(entry.language !== null && { language: entry.language }),
		...(entry.picture !== null && { image: entry.picture.address }),
	};
}
