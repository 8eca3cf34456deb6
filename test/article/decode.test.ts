import assert from "node:assert/strict";
import { test } from "node:test";
import iconv from "iconv-lite";
import { decodePage, decodeXml } from "../../src/article/decode.ts";

const ENGLISH_TITLE = "<title>plain</title>";
const HANS = "<p>记者从现场了解到，这里的人们已经开始使用新的方法，市民对此表示欢迎。</p>";
const HANT = "<p>記者從現場了解到，這裡的人們已經開始使用新的方法，市民對此表示歡迎。</p>";
const RUSSIAN = "<p>Как сообщили в городе, новая дорога открыта для всех жителей.</p>";

function bytesOf(text: string, encoding: string): Uint8Array {
	return iconv.encode(text, encoding);
}

test("valid UTF-8 is UTF-8, whatever was declared", () => {
	const bytes = bytesOf(`<meta charset="gb2312">${HANS}`, "utf8");
	assert.deepEqual(decodePage(bytes, "text/html; charset=iso-8859-1"), {
		text: `<meta charset="gb2312">${HANS}`,
		encoding: "utf-8",
		damaged: false,
	});
});

test("a page's encoding is found in its header, in its meta element, or in its bytes alone", () => {
	assert.equal(decodePage(bytesOf(HANS, "gbk"), 'text/html; charset="GBK"').text, HANS);
	const meta = `<script>${"x".repeat(3000)}</script><meta http-equiv=Content-Type content="text/html; charset=big5">`;
	assert.equal(decodePage(bytesOf(meta + HANT, "big5-hkscs"), null).text, meta + HANT);
	for (const [text, encoding] of [
		[HANS, "gb18030"],
		[HANT, "big5"],
		[RUSSIAN, "windows-1251"],
		[RUSSIAN, "koi8-r"],
		["<p>これはテストの記事です。新しい駅ができました。</p>", "shift_jis"],
		["<p>これはテストの記事です。新しい駅ができました。</p>", "euc-jp"],
		["<p>시민들은 새로운 도서관이 문을 열었다고 말했다.</p>", "euc-kr"],
		["<p>L’été dernier, la fenêtre était ouverte — déjà.</p>", "windows-1252"],
		["<p>Wczoraj otwarto nową bibliotekę, którą chwalą mieszkańcy.</p>", "windows-1250"],
		["<p>Η πόλη άνοιξε νέα βιβλιοθήκη για όλους τους κατοίκους.</p>", "windows-1253"],
	] as const) {
		const read = decodePage(bytesOf(text, encoding), "text/html");
		assert.deepEqual([read.encoding, read.text], [encoding, text]);
	}
});

test("a declaration that fits the bytes wins over a header that does not", () => {
	const feed = `<?xml version="1.0" encoding="gb2312"?><rss>${HANS}</rss>`;
	assert.equal(decodeXml(bytesOf(feed, "gbk"), "text/xml; charset=utf-8").text, feed);
	assert.equal(decodeXml(bytesOf(feed, "gbk"), "text/xml; charset=iso-8859-1").text, feed);
});

test("GBK declared as GB2312 keeps the characters of the larger tables", () => {
	const text = `<?xml version="1.0" encoding="gb2312"?><t>朱镕基 㐂 𠮷</t>`;
	assert.equal(decodeXml(bytesOf(text, "gb18030"), null).text, text);
});

test("Hong Kong characters of Big5 are read", () => {
	const text = `<?xml version="1.0" encoding="Big5"?><t>佢哋喺度嘅嘢</t>`;
	assert.equal(decodeXml(bytesOf(text, "big5-hkscs"), null).text, text);
});

test("ISO-8859-1 is read as windows-1252, as browsers do", () => {
	const text = "<p>“quoted” – €5</p>";
	assert.equal(decodePage(bytesOf(text, "windows-1252"), "text/html; charset=iso-8859-1").text, text);
});

test("UTF-16 and UTF-32 are recognised with and without a mark", () => {
	const feed = `<?xml version="1.0"?><t>新闻</t>`;
	for (const encoding of ["utf-16le", "utf-16be", "utf-32le", "utf-32be"]) {
		assert.equal(decodeXml(bytesOf(feed, encoding), null).text, feed, encoding);
		assert.equal(decodeXml(bytesOf(`\ufeff${feed}`, encoding), null).text, feed, `${encoding} marked`);
	}
});

test("one bad byte in UTF-8 damages one character and no more", () => {
	const bytes = Buffer.concat([Buffer.from(HANS), Buffer.from([0xff]), Buffer.from(HANS)]);
	assert.deepEqual(decodePage(bytes, null), {
		text: `${HANS}\ufffd${HANS}`,
		encoding: "utf-8",
		damaged: true,
	});
});

test("a text cut in the middle of a character is not taken for another encoding", () => {
	const bytes = Buffer.from(HANS).subarray(0, 40);
	assert.equal(decodePage(bytes, null).encoding, "utf-8");
});

test("an encoding that nobody knows is no reason to give up", () => {
	assert.equal(decodePage(bytesOf(ENGLISH_TITLE, "utf8"), "text/html; charset=x-nobody").text, ENGLISH_TITLE);
	assert.equal(decodePage(bytesOf(HANS, "gbk"), "text/html; charset=x-nobody").text, HANS);
});
