/** How a feed packs its articles: both are common, and cost readers differently. */
export type Packing = "cdata" | "escaped";

const SENTENCES = [
	"港口管理处周一宣布，新的渡轮航线将在下月开通，票价暂时不变。",
	"工程人员表示，桥面的修复工作已经完成了大半，剩下的部分要等到雨季结束。",
	"在市场里卖了三十年菜的店主说，价格这几天又涨了一成，客人却没有减少。",
	"研究小组用了两年时间记录这片湿地的鸟类，一共看到了一百多种。",
	"“我们只希望路灯能早一点装好，”住在河边的一位居民这样说。",
];

/** A feed of Chinese full-text articles, about 6 KB each; the same for the same arguments. */
export function fullTextFeed(items: number, packing: Packing): Buffer {
	const parts = Array.from({ length: items }, (_, at) => itemOf(at, packing));
	return Buffer.from(
		`<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>全文</title><link>https://news.example.com/</link><description>样本</description><atom:link rel="self" href="https://news.example.com/feed.xml"/>\n${parts.join("\n")}\n</channel></rss>`,
	);
}

function itemOf(at: number, packing: Packing): string {
	const body = `${Array.from({ length: 11 + (at % 9) }, (_, line) => paragraph(at, line)).join("\n")}\n<img src="https://img.example.com/${at}.jpg" width="640" alt="现场">`;
	const content = packing === "cdata" ? `<![CDATA[${body}]]>` : escaped(body);
	const address = `https://news.example.com/a/${at}`;
	const date = new Date(Date.UTC(2026, 0, 1) + at * 600_000).toUTCString();
	return `<item><title>第${at}条：${SENTENCES[at % SENTENCES.length]?.slice(0, 18)}</title><link>${address}</link><guid isPermaLink="true">${address}</guid><pubDate>${date}</pubDate><dc:creator>编辑部</dc:creator><category>本地</category><description>${SENTENCES[(at + 1) % SENTENCES.length]}</description><content:encoded>${content}</content:encoded></item>`;
}

function paragraph(at: number, line: number): string {
	const words = [0, 1, 2].map((step) => SENTENCES[(at * 3 + line * 2 + step) % SENTENCES.length]).join("");
	return `<p>${words}<a href="https://news.example.com/t/${at}?line=${line}&amp;from=text">更多</a></p>`;
}

function escaped(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;");
}
