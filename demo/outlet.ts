/**
 * A small outlet for the demonstration: a feed, a front page, six articles and their pictures, served on
 * loopback. Everything in it is written for the demonstration; nothing in it happened.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";

interface Story {
	readonly slug: string;
	readonly title: string;
	readonly minutesAgo: number;
	readonly byline: string;
	readonly hue: number;
	readonly caption: string;
	readonly paragraphs: readonly string[];
	readonly credit?: string;
}

const STORIES: readonly Story[] = [
	{
		slug: "library-night-hours",
		title: "市图书馆将夜间开放延长到零点",
		minutesAgo: 40,
		byline: "本报记者",
		hue: 215,
		caption: "图书馆三层阅览室，闭馆前一小时仍坐满读者。",
		paragraphs: [
			"市图书馆星期一宣布，从下个月起把夜间开放时间由二十二点延长到零点，周末不变。馆方说，这一安排先试行三个月，再根据到馆人数决定是否长期保留。",
			"图书馆去年做过一次读者调查，超过六成的受访者希望晚上多开两个小时。馆方表示，人手是最大的难题：夜班需要增加十二名馆员，其中一半由大学生兼职担任。",
			"公交公司同时说，经过图书馆的两条线路会把末班车推迟四十分钟，让零点离馆的人也能坐车回家。",
			"附近居民对此看法不一。有人欢迎多一处安静的去处，也有人担心夜里人声和车声增多。馆方说，南门在二十二点以后不再使用，读者都从面向大街的北门出入。",
		],
		credit: "（本文部分内容依据了市政府新闻办公室的通报）",
	},
	{
		slug: "old-bridge-reopens",
		title: "维修十四个月的老石桥重新通行",
		minutesAgo: 95,
		byline: "本报记者",
		hue: 30,
		caption: "石桥的第三孔桥拱换上了同一座山开采的石料。",
		paragraphs: [
			"城东的老石桥维修了十四个月以后，星期天早晨重新通行。第一批过桥的是送菜的三轮车和上学的孩子。",
			"这座桥有三孔桥拱，去年夏天的洪水冲松了其中一孔的基石。工程队没有用水泥，而是按原来的砌法，从同一座山采来石料，一块一块换上。",
			"负责工程的部门说，桥面限重两吨，汽车仍须绕行下游的新桥。桥头立了一块牌子，写明哪些石头是新的，哪些是原来的。",
		],
	},
	{
		slug: "weather-radar-upgrade",
		title: "新气象雷达下周启用，暴雨预警可提前二十分钟",
		minutesAgo: 180,
		byline: "本报记者",
		hue: 190,
		caption: "雷达建在城北海拔四百米的山顶。",
		paragraphs: [
			"气象台说，建在城北山顶的新雷达下周开始运行。它每两分钟扫描一次，比旧雷达快三倍，对短时暴雨的预警平均可以提前二十分钟发出。",
			"旧雷达用了二十二年，受山体遮挡，西边两个镇一直是盲区。去年七月的一场暴雨就是从那个方向来的，预警发出时雨已经下了一刻钟。",
			"预警信息会通过手机、电台和村里的广播同时发布。气象台提醒，收到红色预警后应立即离开低洼地带，不要等到看见水再走。",
		],
	},
	{
		slug: "harbour-ferry-timetable",
		title: "Harbour ferry adds a dawn crossing for market workers",
		minutesAgo: 260,
		byline: "Staff reporter",
		hue: 150,
		caption: "The first boat will leave the north pier at ten to five.",
		paragraphs: [
			"The harbour ferry will run a crossing before dawn from the first of next month, the operator said on Monday, after a petition by people who work at the fish market.",
			"At present the first boat leaves at six, an hour after the auctions begin. Those who live on the north side have had to take the long way round by road, a trip of fifty minutes.",
			"The new boat leaves at ten to five and takes eighteen minutes. The fare stays the same. The operator said it would look at the numbers after half a year.",
		],
	},
	{
		slug: "seed-bank-barley",
		title: "种子库找回一种失传六十年的大麦",
		minutesAgo: 400,
		byline: "本报记者",
		hue: 80,
		caption: "试验田里的第一批穗子，摄于上个月。",
		paragraphs: [
			"农业研究所的种子库在一批没有标签的旧纸袋里，找到了一种本地失传约六十年的大麦。三百粒种子里有四十一粒发了芽。",
			"研究人员说，这种大麦秆矮，不易倒伏，在盐碱地上也能结穗。它的产量比现在的品种低两成，但几乎不需要施肥。",
			"今年秋天收下的种子会分给三个村子试种，条件只有一个：每户留下一斤，交还种子库。",
		],
	},
	{
		slug: "school-lunch-trial",
		title: "三所小学试行由学生自己配菜的午餐",
		minutesAgo: 600,
		byline: "本报记者",
		hue: 350,
		caption: "食堂的菜单贴在每间教室的门后。",
		paragraphs: [
			"三所小学从这学期起让学生自己决定午餐的配菜：每个班每周轮流选一次，从十二样时令蔬菜里挑五样。",
			"学校说，剩菜比上学期少了将近一半。厨房的师傅起初担心学生只选甜的，结果选得最多的是番茄和芹菜。",
			"教育部门会在学期结束时公布试行的结果，包括花费和体检数据。",
		],
	},
];

/** What the outlet does to its own archive while one watches: an edit without a word, and a withdrawal. */
export interface DemoOutlet {
	readonly address: string;
	/** From now on one article has changed and another is gone. */
	changeItsMind(): void;
	close(): void;
}

/** Opens the outlet on a free port of the loopback address. */
export async function openOutlet(startedAt: number): Promise<DemoOutlet> {
	let changed = false;
	const pictures = new Map(
		await Promise.all(STORIES.map(async (story) => [story.slug, await pictureOf(story.hue)] as const)),
	);
	const answer = (response: ServerResponse, path: string) => {
		const slug = /^\/(?:a|p)\/([a-z-]+)(?:\.jpg)?$/.exec(path)?.[1] ?? "";
		const story = STORIES.find((one) => one.slug === slug);
		if (path === "/feed.xml") return send(response, "application/rss+xml", feedOf(origin(), startedAt));
		if (path === "/") return send(response, "text/html; charset=utf-8", FRONT_PAGE);
		if (story === undefined) return send(response, "text/plain", "not here", 404);
		if (path.startsWith("/p/")) return send(response, "image/jpeg", pictures.get(slug) ?? "");
		if (changed && slug === "school-lunch-trial") return send(response, "text/html", "<h1>410</h1>", 410);
		const page = pageOf(changed ? editedOf(story) : story, origin(), startedAt);
		send(response, "text/html; charset=utf-8", page);
	};
	const server = createServer(({ url }, response) =>
		answer(response, new URL(url ?? "/", "http://localhost").pathname),
	);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	const origin = (): string => `http://127.0.0.1:${port}`;
	return {
		address: origin(),
		changeItsMind() {
			changed = true;
		},
		close: () => void server.close(),
	};
}

const FRONT_PAGE = `<!doctype html><title>示范日报</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"><h1>示范日报</h1>`;

/** The silent edit: a number and a sentence, no note. */
function editedOf(story: Story): Story {
	if (story.slug !== "library-night-hours") return story;
	const [first = "", second = "", ...rest] = story.paragraphs;
	return {
		...story,
		title: "市图书馆试行夜间开放到零点",
		paragraphs: [
			first.replace("三个月", "六个星期"),
			second.replace("十二名馆员，其中一半由大学生兼职担任", "八名馆员"),
			...rest,
		],
	};
}

function send(response: ServerResponse, type: string, body: string | Buffer, status = 200): void {
	response.writeHead(status, { "content-type": type }).end(body);
}

const timeOf = (story: Story, startedAt: number): Date => new Date(startedAt - story.minutesAgo * 60_000);

function feedOf(origin: string, startedAt: number): string {
	const items = STORIES.map(
		(story) =>
			`<item><title>${story.title}</title><link>${origin}/a/${story.slug}</link><guid>${origin}/a/${story.slug}</guid><pubDate>${timeOf(story, startedAt).toUTCString()}</pubDate></item>`,
	);
	return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>示范日报</title><link>${origin}/</link><description>写给演示用的小报</description>${items.join("")}</channel></rss>`;
}

function pageOf(story: Story, origin: string, startedAt: number): string {
	const time = timeOf(story, startedAt).toISOString();
	return `<!doctype html><html lang="${/[a-z]{9}/.test(story.title) ? "en" : "zh-Hans"}"><head><meta charset="utf-8"><title>${story.title} - 示范日报</title>
<meta property="og:title" content="${story.title}"><meta property="article:published_time" content="${time}"></head><body>
<nav><a href="/">首页</a> <a href="/city">本市</a> <a href="/world">国际</a></nav>
<article><h1>${story.title}</h1><p class="meta"><span class="author">${story.byline}</span> <time datetime="${time}">${time.slice(0, 16).replace("T", " ")}</time></p>
<figure><img src="${origin}/p/${story.slug}.jpg" width="1200" height="675" alt=""><figcaption>${story.caption}</figcaption></figure>
${story.paragraphs.map((text) => `<p>${text}</p>`).join("\n")}
${story.credit === undefined ? "" : `<p><em>${story.credit}</em></p>`}</article>
<aside class="related"><h2>相关报道</h2><ul>${STORIES.slice(0, 3)
		.map((one) => `<li><a href="/a/${one.slug}">${one.title}</a></li>`)
		.join("")}</ul></aside>
<footer>示范日报 版权所有</footer></body></html>`;
}

/** A landscape of three ridges and a sun, in the story's hue. */
function pictureOf(hue: number): Promise<Buffer> {
	const ridge = (height: number, light: number): string => {
		const points = Array.from(
			{ length: 13 },
			(_, at) => `${at * 100},${height + 60 * Math.sin(at * 1.7 + height)}`,
		);
		return `<polygon fill="hsl(${hue} 38% ${light}%)" points="0,675 ${points.join(" ")} 1200,675"/>`;
	};
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"><rect width="1200" height="675" fill="hsl(${hue} 55% 86%)"/><circle cx="${250 + hue * 2}" cy="190" r="80" fill="hsl(42 90% 76%)"/>${ridge(330, 66)}${ridge(430, 48)}${ridge(540, 30)}</svg>`;
	return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer();
}
