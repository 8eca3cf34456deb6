/** A site's own way from a page's address to its feeds: `undefined` parts of the pattern are never asked for. */
interface Rule {
	/** Matched against the host without `www.` or `m.`, and the path. */
	readonly host: RegExp;
	readonly path: RegExp;
	/** The feeds' addresses, by what the path's pattern caught. */
	readonly feeds: (url: URL, caught: readonly string[]) => readonly string[];
}

const YOUTUBE = "https://www.youtube.com/feeds/videos.xml";

/** First path segments on GitHub that are no account. */
const GITHUB_OWN =
	"about|apps|blog|collections|contact|customer-stories|enterprise|events|explore|features|issues|join|login|logout|marketplace|new|notifications|orgs|pricing|pulls|search|security|settings|signup|site|sponsors|stars|team|topics|trending";

const RULES: readonly Rule[] = [
	{
		host: /^youtube\.com$/,
		path: /^\/channel\/(UC[\w-]+)/,
		// Besides everything: long videos, shorts and streams, each a playlist that YouTube keeps.
		feeds: (_, [channel = ""]) => [
			`${YOUTUBE}?channel_id=${channel}`,
			...["UULF", "UUSH", "UULV"].map(
				(kind) => `${YOUTUBE}?playlist_id=${kind}${channel.slice("UC".length)}`,
			),
		],
	},
	{ host: /^youtube\.com$/, path: /^\/user\/([\w-]+)/, feeds: (_, [user]) => [`${YOUTUBE}?user=${user}`] },
	{ host: /^youtube(?:-nocookie)?\.com$/, path: /^\/(?:watch|playlist|embed)/, feeds: playlist },
	{
		host: /^(?:old\.|new\.|np\.)?reddit\.com$/,
		path: /^(\/(?:r|u|user)\/[\w-]+(?:\/(?:new|hot|top|rising|comments\/\w+(?:\/[^/]+)?))?|\/domain\/[^/]+|\/)\/?$/,
		feeds: (url, [path = ""]) => [`${url.origin}${path.replace(/\/$/, "")}/.rss${url.search}`],
	},
	{
		host: /^github\.com$/,
		path: new RegExp(`^/(?!(?:${GITHUB_OWN})(?:/|$))([\\w-]+)/?$`, "i"),
		feeds: (_, [account]) => [`https://github.com/${account}.atom`],
	},
	{
		host: /^github\.com$/,
		path: new RegExp(
			`^/(?!(?:${GITHUB_OWN})(?:/|$))([\\w-]+/[\\w.-]+?)(?:\\.git)?/?(?:(?:releases|tags|commits)/?.*)?$`,
			"i",
		),
		feeds: (_, [project]) =>
			["releases", "tags", "commits"].map((kind) => `https://github.com/${project}/${kind}.atom`),
	},
	{
		host: /^gitlab\.com$/,
		path: /^\/([\w-]+\/[\w.-]+)\/?$/,
		feeds: (url, [project]) => [`${url.origin}/${project}.atom`],
	},
	{
		host: /^medium\.com$/,
		path: /^\/(@[\w.-]+|tag\/[\w-]+|[\w-]+)\/?$/,
		feeds: (_, [name]) => [`https://medium.com/feed/${name}`],
	},
	{ host: /\.medium\.com$/, path: /^/, feeds: (url) => [`${url.origin}/feed`] },
	{ host: /\.substack\.com$/, path: /^/, feeds: (url) => [`${url.origin}/feed`] },
	{ host: /\.wordpress\.com$/, path: /^/, feeds: (url) => [`${url.origin}/feed/`] },
	{
		host: /\.(?:blogspot\.[a-z.]+|blogger\.com)$/,
		path: /^/,
		feeds: (url) => [`${url.origin}/feeds/posts/default`],
	},
	{ host: /\.tumblr\.com$/, path: /^/, feeds: (url) => [`${url.origin}/rss`] },
	{
		host: /^vimeo\.com$/,
		path: /^\/((?:channels\/|groups\/)?[\w-]+)\/?$/,
		feeds: (url, [name]) => [`${url.origin}/${name}/videos/rss`],
	},
	{
		host: /^dailymotion\.com$/,
		path: /^\/(?:user\/)?([\w-]+)\/?$/,
		feeds: (_, [user]) => [`https://www.dailymotion.com/rss/user/${user}`],
	},
	{
		host: /^bsky\.app$/,
		path: /^\/profile\/([\w.:-]+)\/?$/,
		feeds: (_, [name]) => [`https://bsky.app/profile/${name}/rss`],
	},
	{ host: /^dev\.to$/, path: /^\/([\w-]+)\/?$/, feeds: (_, [user]) => [`https://dev.to/feed/${user}`] },
	{ host: /^news\.ycombinator\.com$/, path: /^/, feeds: () => ["https://news.ycombinator.com/rss"] },
	{
		host: /^stackoverflow\.com$/,
		path: /^\/questions\/tagged\/([^/]+)/,
		feeds: (url, [tag]) => [`${url.origin}/feeds/tag/${tag}`],
	},
	// Mastodon and its kin, on any host: an account is a path of its name alone.
	{
		host: /^(?!(?:www\.)?(?:youtube|medium|tiktok|threads)\.)/,
		path: /^\/(@[\w.-]+)\/?$/,
		feeds: (url, [account]) => [`${url.origin}/${account}.rss`],
	},
];

/** The feeds that a page's address alone tells, for sites whose pages do not name them; none for other sites. */
export function feedsByRule(address: string): readonly string[] {
	const url = URL.parse(address);
	if (url === null || !/^https?:$/.test(url.protocol)) return [];
	const host = url.hostname.replace(/^(?:www|m)\./, "");
	for (const { host: hosts, path, feeds } of RULES) {
		const caught = hosts.test(host) ? path.exec(url.pathname) : null;
		if (caught !== null) return feeds(url, caught.slice(1));
	}
	return [];
}

function playlist(url: URL): readonly string[] {
	const list = url.searchParams.get("list") ?? "";
	return /^[\w-]+$/.test(list) ? [`${YOUTUBE}?playlist_id=${list}`] : [];
}
