import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import sharp from "sharp";
import type { FetchedPicture } from "../../src/press/fetch-picture.ts";
import { type ImageOptions, type Images, openImages } from "../../src/serve/img/images.ts";
import { readQuery } from "../../src/serve/img/query.ts";
import { signatureOf } from "../../src/serve/img/signature.ts";
import { readWanted } from "../../src/serve/img/wanted.ts";
import { sharedPath, skipWithout } from "../support/shared.ts";
import { openShelf, type Shelf } from "../support/shelf.ts";

const HOUR_MS = 3_600_000;
const PHOTO = "url=outlet.test/photo.jpg";
const UNPARSABLE = "400 Unable to parse URI";
const NOT_FOUND = "404 The requested URL returned error: 404";
let shelf: Shelf;
let images: Images;
let time = 0;

before(async () => {
	shelf = await openShelf();
	const photo = sharp({ create: { width: 120, height: 80, channels: 3, background: "#357" } });
	const placed = { IFD0: { Copyright: "Secret Place" }, IFD3: { GPSLatitudeRef: "N" } };
	for (const name of ["photo.jpg", "x.jpg#y", "a/b.jpg"]) {
		await shelf.put(`http://outlet.test/${name}`, await photo.clone().withExif(placed).jpeg().toBuffer());
	}
	images = await open({});
});

after(async () => {
	await images.close();
	await shelf.close();
});

const open = (options: Partial<ImageOptions>): Promise<Images> =>
	openImages({ library: shelf.library, now: () => time, ...options });

/** Opens an endpoint of its own for one check. */
async function withImages(
	options: Partial<ImageOptions>,
	check: (own: Images) => Promise<void>,
): Promise<void> {
	const own = await open(options);
	await check(own);
	await own.close();
}

interface Ask extends RequestInit {
	readonly from?: Images;
}

function get(query: string, { from = images, ...init }: Ask = {}): Promise<Response> {
	return from.handle(new Request(`http://reader.test/img?${query}`, init));
}

/** The status, and why there is no picture where there is none. */
async function told(query: string, ask: Ask = {}): Promise<string> {
	const response = await get(query, ask);
	if (response.status === 200) return "200";
	return `${response.status} ${((await response.json()) as { message: string }).message}`;
}

async function widthOf(query: string): Promise<number | undefined> {
	const response = await get(query);
	assert.equal(response.status, 200, query);
	return (await sharp(Buffer.from(await response.arrayBuffer())).metadata()).width;
}

/** The key of a variant is its ETag. */
async function assertSame(one: string, other: string, from = images): Promise<void> {
	const etags = await Promise.all([get(one, { from }), get(other, { from })]);
	const [first, second] = etags.map(({ headers }) => headers.get("etag"));
	assert.ok(first !== null && first === second, `${one} and ${other}`);
}

const address = async (url: string): Promise<string | null> =>
	(await get(url)).headers.get("link")?.replace(/^<(.*)>.*$/, "$1") ?? null;

/** An origin that answers every address with this, counted. */
function originWith(answer: FetchedPicture): {
	asked: string[];
	fetchPicture: (address: string) => Promise<FetchedPicture>;
} {
	const asked: string[] = [];
	return {
		asked,
		fetchPicture: async (address) => {
			asked.push(address);
			return answer;
		},
	};
}

const PARAMETERS: Readonly<Record<string, () => Promise<void>>> = {
	"param.dup-param": async () => assert.equal(await widthOf(`${PHOTO}&w=30&w=50`), 30),
	"param.valueless": async () => {
		assert.equal(await widthOf(`${PHOTO}&w=500&we`), 120);
		for (const [flag, saver] of [["flip"], ["flop"], ["il", "jpg"], ["af", "png"], ["ll", "webp"]]) {
			const output = saver === undefined ? "" : `&output=${saver}`;
			await assertSame(`${PHOTO}&w=30&${flag}${output}`, `${PHOTO}&w=30&${flag}=true${output}`);
		}
	},
	"param.false": async () => {
		for (const off of ["we=false", "we=0"]) assert.equal(await widthOf(`${PHOTO}&w=150&${off}`), 150);
	},
	"param.garbage-int": async () => assert.equal(await widthOf(`${PHOTO}&w=abc`), 120),
	"param.float-int": async () => assert.equal(await widthOf(`${PHOTO}&w=30.9`), 30),
	"param.neg": async () => assert.equal(await widthOf(`${PHOTO}&w=-5`), 120),
	"param.pct": async () => {
		assert.equal(await widthOf(`${PHOTO}&w=50%`), 60);
		assert.equal(await widthOf(`${PHOTO}&w=50%25`), 60);
		assert.equal(await widthOf(`${PHOTO}&w=101%`), 120);
	},
	"param.dpr-9": async () => {
		assert.equal(await widthOf(`${PHOTO}&w=30&dpr=9`), 30);
		assert.equal(await widthOf(`${PHOTO}&w=30&dpr=2`), 60);
	},
	"param.n-0": () => assertSame(`${PHOTO}&n=0`, `${PHOTO}&n=1`),
	"param.double-enc": async () => {
		assert.equal(await told("url=outlet.test/a%2Fb.jpg"), "200");
		assert.equal(await told("url=outlet.test/a%252Fb.jpg"), NOT_FOUND);
	},
	"param.noscheme": async () => assert.equal(await address(PHOTO), "http://outlet.test/photo.jpg"),
	"param.//": async () =>
		assert.equal(await address("url=//outlet.test/photo.jpg"), "https://outlet.test/photo.jpg"),
	"param.fragment": async () =>
		assert.equal(await address("url=outlet.test/photo.jpg%23y%23z"), "http://outlet.test/photo.jpg"),
	"param.idn": async () => {
		const dark = "404 The hostname of the origin is unresolvable (DNS) or blocked by policy.";
		assert.equal(await told("url=http://♥.localhost/a.jpg"), dark);
	},
	"param.ideographic-dots": async () => {
		assert.equal(await told("url=outlet。test/photo.jpg"), "200");
		assert.equal(await told("url=10。0。0。1/a.jpg"), "400 IP address blocked by policy");
	},
	"param.label-64": async () => assert.equal(await told(`url=${"a".repeat(64)}.test/a.jpg`), UNPARSABLE),
	"param.host-254": async () => assert.equal(await told(`url=${"a.".repeat(125)}test/a.jpg`), UNPARSABLE),
	"param.default-open-redirect": () => assertStays("https://evil.test/"),
	"param.default-1": () => assertStays("1"),
	"param.default-nested": () => assertStays("outlet.test/none.jpg?default=outlet.test/photo.jpg"),
	"param.encoding-base64": async () => {
		const response = await get(`${PHOTO}&encoding=base64`);
		assert.match(await response.text(), /^data:image\/jpeg;base64,/);
		assert.equal(response.headers.get("content-type"), "text/plain");
		assert.equal(response.headers.get("x-content-type-options"), "nosniff");
	},
	"param.output-json": async () => {
		const text = await (await get(`${PHOTO}&output=json`)).text();
		assert.match(text, /"width":120/);
		assert.doesNotMatch(text, /Secret|GPS|exif/i);
	},
	"param.head": () =>
		withImages({ limits: { makings: 1 } }, async (from) => {
			const length = (await get(`${PHOTO}&w=20`, { from })).headers.get("content-length");
			const head = await get(`${PHOTO}&w=20`, { from, method: "HEAD" });
			assert.equal(head.headers.get("content-length"), length);
			assert.equal((await head.arrayBuffer()).byteLength, 0);
		}),
	"param.range": async () => {
		const whole = await (await get(PHOTO)).arrayBuffer();
		const response = await get(PHOTO, { headers: { range: "bytes=0-3" } });
		assert.equal(response.status, 200);
		assert.equal((await response.arrayBuffer()).byteLength, whole.byteLength);
	},
	"param.url-100KB": async () => assert.match(await told(`url=outlet.test/${"a".repeat(100_000)}`), /^414 /),
	"param.nul": async () => assert.equal(await told("url=outlet.test/a%00.jpg"), UNPARSABLE),
	"param.crlf-in-url": async () => assert.equal(await told("url=outlet.test/a%0d%0aX:%20y"), UNPARSABLE),
	"param.host-header": () => assertUnmoved({ host: "evil.test" }),
	"param.x-forwarded-host": () =>
		assertUnmoved({ "x-forwarded-host": "evil.test", forwarded: "host=evil.test" }),
};

/** A picture that cannot be had sends nobody anywhere, whatever is to be shown instead. */
async function assertStays(instead: string): Promise<void> {
	const response = await get(`url=outlet.test/none.jpg&default=${encodeURIComponent(instead)}`);
	assert.equal(response.status, 404);
	assert.equal(response.headers.get("location"), null);
}

async function assertUnmoved(headers: Record<string, string>): Promise<void> {
	const [plain, claimed] = [await get(PHOTO), await get(PHOTO, { headers })];
	for (const name of ["etag", "link", "vary"])
		assert.equal(claimed.headers.get(name), plain.headers.get(name));
}

const CACHES: Readonly<Record<string, () => Promise<void>>> = {
	"cache.default-elision": () => assertSame(`${PHOTO}&w=30`, `${PHOTO}&w=30&q=80`),
	"cache.encoded-variants": () => assertSame("url=outlet.test/a/b.jpg", "url=outlet.test%2Fa%2Fb.jpg"),
	"cache.variant-flood": () =>
		withImages({ limits: { makings: 5, memoryBytes: 2000 } }, async (from) => {
			const answers = [];
			for (let width = 1; width <= 8; width++) answers.push(await told(`${PHOTO}&w=${width}`, { from }));
			assert.deepEqual(answers, [...Array(5).fill("200"), ...Array(3).fill("429 Too many requests")]);
		}),
	"cache.negative-ttl": () => assertAskedAgain({ kind: "status", status: 404 }, 1),
	"cache.429/500-cache": async () => {
		await assertAskedAgain({ kind: "status", status: 429 }, 2);
		await assertAskedAgain({ kind: "status", status: 500 }, 2);
	},
	"cache.stale-on-error": async () => {
		const { asked, fetchPicture } = originWith({ kind: "unreachable" });
		await withImages({ fetchPicture }, async (from) => assert.equal(await told(PHOTO, { from }), "200"));
		assert.deepEqual(asked, []);
	},
	"cache.poison-type": async () => {
		await shelf.put(
			"http://outlet.test/page.html",
			readFileSync((await shelf.library.picture("outlet.test/photo.jpg"))?.path ?? ""),
		);
		assert.equal((await get("url=outlet.test/page.html")).headers.get("content-type"), "image/jpeg");
	},
	"cache.etag-weak": async () => {
		const etag = (await get(`${PHOTO}&w=21`)).headers.get("etag") ?? "";
		await withImages({ limits: { makings: 0 } }, async (from) => {
			const headers = { "if-none-match": `W/${etag}` };
			assert.equal((await get(`${PHOTO}&w=21`, { from, headers })).status, 304);
		});
	},
	"cache.signature": () =>
		withImages({ signingKey: "a key" }, async (from) => {
			const sig = signatureOf("http://outlet.test/photo.jpg", readWanted(readQuery("w=9").picture), "a key");
			assert.equal(await told(`${PHOTO}&w=9&sig=${sig}`, { from }), "200");
			for (const wrong of ["", "&sig=", `&sig=${sig.slice(1)}`, `&sig=${sig}0`, `&sig=${"0".repeat(64)}`]) {
				assert.match(await told(`${PHOTO}&w=9${wrong}`, { from }), /^403 /);
			}
		}),
	"cache.sig-param-reorder": () =>
		withImages({ signingKey: "a key" }, async (from) => {
			const wanted = readWanted(readQuery("h=9&w=8&fit=cover").picture);
			const sig = signatureOf("http://outlet.test/photo.jpg", wanted, "a key");
			assert.equal(await told(`fit=cover&sig=${sig}&w=8&${PHOTO}&h=9`, { from }), "200");
		}),
	"cache.negative-flood": async () => {
		const { asked, fetchPicture } = originWith({ kind: "unreachable" });
		await withImages({ fetchPicture, limits: { failures: 10 } }, async (from) => {
			const ask = (number: number): Promise<string> => told(`url=dead.test/${number}`, { from });
			for (let number = 0; number < 50; number++) assert.match(await ask(number), /^404 /);
			await ask(49);
			assert.equal(asked.length, 50);
			// The first is no longer remembered: what is remembered of failures is bounded.
			await ask(0);
			assert.equal(asked.length, 51);
		});
	},
};

/** Two questions at once, then one after the quarter of an hour for which a failure is remembered. */
async function assertAskedAgain(answer: FetchedPicture, within: number): Promise<void> {
	const { asked, fetchPicture } = originWith(answer);
	await withImages({ fetchPicture }, async (from) => {
		const first = await get("url=late.test/a.jpg", { from });
		assert.equal(first.status, 404);
		assert.doesNotMatch(first.headers.get("cache-control") ?? "", /max-age=(?!60\b)/);
		await told("url=late.test/a.jpg", { from });
		assert.equal(asked.length, within);
		time += HOUR_MS / 4 + 1;
		await told("url=late.test/a.jpg", { from });
		assert.equal(asked.length, within + 1);
	});
}

const CHECKS = { ...PARAMETERS, ...CACHES };

for (const [id, check] of Object.entries(CHECKS)) test(`${id} is answered as it should be`, check);

/** Held by test/press/fetch-picture.test.ts and test/keep/crash.test.ts. */
const ELSEWHERE = ["cache.origin-private", "cache.partial-write"];

test("every shared case of parameters and caches has its check here", {
	skip: skipWithout("bench/hostile/cases.json"),
}, () => {
	const text = readFileSync(sharedPath("bench/hostile/cases.json") ?? "", "utf8");
	const ids = (JSON.parse(text) as readonly { id: string; category: string }[])
		.filter(({ category }) => category === "params" || category === "cache-archive")
		.map(({ id }) => id);
	const unheld = ids.filter((id) => !(id in CHECKS) && !ELSEWHERE.includes(id));
	assert.deepEqual(unheld, []);
});
