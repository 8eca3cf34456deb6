import { z } from "zod";

/** Ages such as 1h, 6h, 3d or 1y, in the order an article is asked for again. */
const AGE = /^(\d{1,4})(m|h|d|y)$/;
const AGE_MS: Readonly<Record<string, number>> = {
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
	y: 31_536_000_000,
};

/** Folder names of outlets: also on file systems that fold case and in addresses. */
export const OUTLET_NAME: RegExp = /^[a-z0-9][a-z0-9._-]{0,63}$/;

const httpAddress = z
	.string()
	.refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ""), "an http or https address");

const source = z
	.strictObject({
		outlet: z
			.string()
			.regex(OUTLET_NAME, "lower-case letters, digits, dots, hyphens and underscores, at most 64 characters")
			.describe("Folder name in the archive."),
		name: z.string().min(1).optional().describe("The outlet's name as readers know it."),
		home: httpAddress.optional().describe("The outlet's own front page."),
		feed: httpAddress.optional().describe("Address of an RSS, Atom or JSON feed."),
		page: httpAddress
			.optional()
			.describe("Address of a page that lists articles, for outlets without a feed."),
		links: z.string().min(1).optional().describe("CSS selector of the links on `page`."),
		sitemap: httpAddress.optional().describe("Address of a sitemap or news sitemap."),
		content: z
			.enum(["auto", "feed", "page"])
			.default("auto")
			.describe(
				"Where the article's text comes from: the feed, the page, or the page with the feed as a fallback.",
			),
		note: z.string().optional().describe("For people: how this feed was found, what it lacks."),
	})
	.check((context) => {
		const { feed, page, sitemap, links } = context.value;
		const given = [feed, page, sitemap].filter((address) => address !== undefined).length;
		const issue = (message: string, key: string): void => {
			context.issues.push({ code: "custom", message, path: [key], input: context.value });
		};
		if (given !== 1) issue("exactly one of feed, page and sitemap", "feed");
		if (page !== undefined && links === undefined) issue("a CSS selector, such as article h2 a", "links");
	});

/** Everything an operator may set. `npm run docs` writes pressmark.schema.json and docs/settings.md from it. */
export const settingsSchema = z.strictObject({
	archive: z.string().min(1).default("./archive").describe("Folder of the archive, relative to this file."),
	network: z
		.strictObject({
			allow: z
				.array(z.string())
				.default([])
				.describe("Private or loopback addresses (or CIDR ranges) that may be fetched; none by default."),
			ports: z
				.array(z.int().min(1).max(65535))
				.default([])
				.describe("Public ports that may be asked besides 80 and 443."),
			paceMs: z
				.int()
				.min(0)
				.max(3_600_000)
				.default(2000)
				.describe("Least time between the starts of two requests to one host, ms."),
			contact: z.string().optional().describe("Address or e-mail that the User-Agent names."),
			proxy: z
				.string()
				.optional()
				.describe("http://, https:// or socks5h:// proxy; otherwise HTTPS_PROXY or ALL_PROXY is used."),
		})
		.prefault({}),
	documents: z
		.strictObject({
			pictures: z
				.enum(["weserv", "media"])
				.default("weserv")
				.describe("How documents link pictures: the seed's proxy, or relative links into media/."),
		})
		.prefault({}),
	keep: z
		.strictObject({
			pictures: z.boolean().default(true).describe("Fetch and keep the original bytes of pictures."),
			captures: z.boolean().default(true).describe("Keep every answer as WARC in captures/."),
		})
		.prefault({}),
	recheck: z
		.array(z.string().regex(AGE, "an age such as 1h, 3d or 1y"))
		.default(["1h", "6h", "1d", "3d", "7d", "30d", "90d", "1y"])
		.describe("Ages at which an article's page is asked again."),
	git: z
		.strictObject({
			commit: z.boolean().default(false).describe("Commit each pass to the archive's git repository."),
		})
		.prefault({}),
	serve: z
		.strictObject({
			host: z
				.string()
				.default("127.0.0.1")
				.describe("Address to listen on; anything but loopback is said loudly."),
			port: z.int().min(0).max(65535).default(4319).describe("Port to listen on; 0 takes a free one."),
			baseUrl: httpAddress
				.optional()
				.describe("The public address, for feeds; with https, WebSub hubs are subscribed to."),
			title: z.string().default("Pressmark").describe("The reader's name."),
			language: z
				.enum(["zh-Hans", "zh-Hant", "en"])
				.default("zh-Hans")
				.describe("The interface for readers whose browser asks for none of these languages."),
			zone: z
				.string()
				.refine(isZone, "an IANA time zone such as Asia/Shanghai")
				.default("UTC")
				.describe("The time zone of readers who have chosen none."),
			hub: httpAddress.optional().describe("The WebSub hub that feeds name, so that changes are pushed."),
			pictureHosts: z
				.array(z.hostname().toLowerCase())
				.default([])
				.describe(
					"Hosts whose pictures are fetched and kept when asked for, though no kept article names them.",
				),
			requestsPerMinute: z
				.int()
				.min(1)
				.optional()
				.describe("Requests a minute that one address may make; no limit by default."),
			proxies: z
				.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
				.default([])
				.describe(
					"Addresses (or CIDR ranges) of proxies in front of the reader, whose X-Forwarded-For tells who asks.",
				),
		})
		.prefault({}),
	sources: z.array(source).default([]).describe("The outlets to watch."),
});

export type Settings = z.output<typeof settingsSchema>;
export type SourceSettings = Settings["sources"][number];

function isZone(name: string): boolean {
	return name === "UTC" || Intl.supportedValuesOf("timeZone").includes(name);
}

/** Milliseconds of an age that the schema has accepted. */
export function ageMs(age: string): number {
	const [, count = "0", unit = "m"] = AGE.exec(age) ?? [];
	return Number(count) * (AGE_MS[unit] ?? 0);
}

/** The one address that a source watches. */
export function addressOf(source: SourceSettings): string {
	return source.feed ?? source.page ?? source.sitemap ?? "";
}

/** A folder name made of any text: host names stay as they are, other scripts lose what ASCII cannot hold. */
export function outletNameOf(text: string): string {
	const name = text
		.toLowerCase()
		.replace(/^www\./, "")
		.replace(/[^a-z0-9._-]+/g, "-")
		.replace(/^[._-]+|-+$/g, "")
		.slice(0, 64);
	return OUTLET_NAME.test(name) ? name : "outlet";
}
