import type { Feed, FeedEntry } from "../feed.ts";
import { type Xml, xml } from "../xml.ts";

/** RFC 822 with a four-digit year, as RSS 2.0 asks. */
const rfc822 = (at: number): string => new Date(at).toUTCString();

/** A feed as RSS 2.0, full text in content:encoded, with archives (RFC 5005) and a WebSub hub where there is one. */
export function writeRss(feed: Feed): string {
	return xml`<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:fh="http://purl.org/syndication/history/1.0">
<channel>
<title>${feed.title}</title>
<link>${feed.home}</link>
<description>${feed.subtitle}</description>
<language>${feed.language}</language>
<lastBuildDate>${rfc822(feed.updated)}</lastBuildDate>
<generator>Pressmark</generator>
<docs>https://www.rssboard.org/rss-specification</docs>
<atom:link rel="self" type="application/rss+xml" href="${feed.self}"/>
${feed.hub !== null && xml`<atom:link rel="hub" href="${feed.hub}"/>\n`}${feed.archiveOf !== null && xml`<fh:archive/>\n<atom:link rel="current" type="application/rss+xml" href="${feed.archiveOf}"/>\n`}${feed.previousArchive !== null && xml`<atom:link rel="prev-archive" type="application/rss+xml" href="${feed.previousArchive}"/>\n`}${feed.entries.map(writeItem)}</channel>
</rss>
`.toString();
}

function writeItem(entry: FeedEntry): Xml {
	const authors = entry.authors.length > 0 ? entry.authors : [entry.source.name];
	return xml`<item>
<title>${entry.title}</title>
<link>${entry.link}</link>
<guid isPermaLink="false">${entry.id}</guid>
<pubDate>${rfc822(entry.published)}</pubDate>
${authors.map((name) => xml`<dc:creator>${name}</dc:creator>\n`)}${entry.categories.map((term) => xml`<category>${term}</category>\n`)}${entry.picture !== null && xml`<enclosure url="${entry.picture.address}" length="${entry.picture.bytes}" type="${entry.picture.type}"/>\n`}<description>${entry.summary}</description>
<content:encoded>${entry.content}</content:encoded>
</item>
`;
}
