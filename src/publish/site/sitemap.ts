import type { Summary } from "../../article/library.ts";
import { xml } from "../xml.ts";
import { siteLinks } from "./links.ts";
import type { Site } from "./options.ts";
import type { MonthState } from "./state.ts";

/** The protocol's own limit for one file (sitemaps.org). */
const ADDRESSES_MAX = 50_000;

/** Writes a month's articles as a sitemap; nothing where the site does not know its own address. */
export function writeSitemap(month: string, articles: readonly Summary[], { output, baseUrl }: Site): void {
	if (baseUrl === null) return;
	const links = siteLinks(baseUrl);
	const rows = articles
		.slice(0, ADDRESSES_MAX)
		.map(
			({ mark, kept }) =>
				xml`<url><loc>${links.article(mark)}</loc><lastmod>${new Date(kept).toISOString()}</lastmod></url>\n`,
		);
	const text = xml`<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${rows}</urlset>\n`;
	output.write(`sitemap/${month}.xml`, text.toString());
}

/** Writes the sitemap of sitemaps, and the robots.txt that names it. */
export function writeSitemapIndex(months: readonly MonthState[], { output, baseUrl }: Site): void {
	if (baseUrl === null) {
		output.write("robots.txt", "User-agent: *\nAllow: /\n");
		return;
	}
	const rows = months.map(({ month }) => xml`<sitemap><loc>${baseUrl}sitemap/${month}.xml</loc></sitemap>\n`);
	const text = xml`<?xml version="1.0" encoding="utf-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${rows}</sitemapindex>\n`;
	output.write("sitemap.xml", text.toString());
	output.write("robots.txt", `User-agent: *\nAllow: /\nSitemap: ${baseUrl}sitemap.xml\n`);
}
