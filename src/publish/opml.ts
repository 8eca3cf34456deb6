import { type Xml, xml } from "./xml.ts";

/** A feed as a list of subscriptions names it. */
export interface Subscription {
	readonly title: string;
	readonly feed: string;
	readonly home: string;
}

/** A list of feeds as OPML 2.0. `at` is the time at which the list was last changed. */
export function writeOpml(title: string, at: number, subscriptions: readonly Subscription[]): string {
	const outline = ({ title: text, feed, home }: Subscription): Xml =>
		xml`<outline type="rss" text="${text}" title="${text}" xmlUrl="${feed}" htmlUrl="${home}"/>\n`;
	return xml`<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
<head><title>${title}</title><dateModified>${new Date(at).toUTCString()}</dateModified></head>
<body>
${subscriptions.map(outline)}</body>
</opml>
`.toString();
}
