import type { Summary } from "../../article/library.ts";
import { type Xml, xml } from "../xml.ts";
import { siteLinks } from "./links.ts";
import type { Site } from "./options.ts";
import type { MonthState } from "./state.ts";

/** The protocol's own limit for one file (sitemaps.org). */
const ADDRESSES_MAX = 50_000;

/** A month's sitemap on its way out, given its articles newest first. */
export interface MonthSitemap {
	add(articles: readonly Summary[]): void;
	end(): void;
}

/** Opens the sitemap of a month; nothing is written where the site does not know its own address. */
export function sitemapOfMonth(month: string, { output, baseUrl }: Site): MonthSitemap {
	const links = siteLinks(baseUrl ?? "");
	const rows: Xml[] = [];
	return {
		add(articles) {
			if (baseUrl === null) return;
			for (const { mark, kept } of articles.slice(0, ADDRESSES_MAX - rows.length))
				rows.push(
					xml`<url><loc>${links.article(mark)}</loc><lastmod>${new Date(kept).toISOString()}</lastmod></url>\n`,
				);
		},
		end() {
			if (baseUrl === null) return;
			const text = xml`<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${rows}</urlset>\n`;
			output.write(`sitemap/${month}.xml`, text.toString());
		},
	};
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
