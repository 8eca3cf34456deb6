import type { Feed, FeedEntry } from "../feed.ts";
import { type Xml, xml } from "../xml.ts";

const iso = (at: number): string => new Date(at).toISOString();

/** A feed as Atom (RFC 4287), with archives (RFC 5005) and a WebSub hub where there is one. */
export function writeAtom(feed: Feed): string {
	return xml`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0" xml:lang="${feed.language}">
<id>${feed.id}</id>
<title>${feed.title}</title>
<subtitle>${feed.subtitle}</subtitle>
<updated>${iso(feed.updated)}</updated>
<icon>${feed.icon}</icon>
<link rel="self" type="application/atom+xml" href="${feed.self}"/>
<link rel="alternate" type="text/html" href="${feed.home}"/>
${feed.hub !== null && xml`<link rel="hub" href="${feed.hub}"/>\n`}${feed.archiveOf !== null && xml`<fh:archive/>\n<link rel="current" type="application/atom+xml" href="${feed.archiveOf}"/>\n`}${feed.previousArchive !== null && xml`<link rel="prev-archive" type="application/atom+xml" href="${feed.previousArchive}"/>\n`}<generator>Pressmark</generator>
${feed.entries.map(writeEntry)}</feed>
`.toString();
}

function writeEntry(entry: FeedEntry): Xml {
	const authors = entry.authors.length > 0 ? entry.authors : [entry.source.name];
	return xml`<entry${entry.language !== null && xml` xml:lang="${entry.language}"`}>
<id>${entry.id}</id>
<title>${entry.title}</title>
<link rel="alternate" type="text/html" href="${entry.link}"/>
<link rel="via" type="text/html" href="${entry.source.address}"/>
${entry.picture !== null && xml`<link rel="enclosure" type="${entry.picture.type}" length="${entry.picture.bytes}" href="${entry.picture.address}"/>\n`}<published>${iso(entry.published)}</published>
<updated>${iso(entry.updated)}</updated>
${authors.map((name) => xml`<author><name>${name}</name></author>\n`)}${entry.categories.map((term) => xml`<category term="${term}"/>\n`)}<summary>${entry.summary}</summary>
<content type="html">${entry.content}</content>
</entry>
`;
}
