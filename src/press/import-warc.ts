import { canonicalAddress, markOf } from "../article/address.ts";
import { type Capture, headerOf } from "../article/capture.ts";
import { openWarc, type RecordPlace, type Visit, type Warc, type WarcFound } from "../keep/import/warc.ts";
import { sourceFor } from "./capture.ts";
import { decoded } from "./coded-capture.ts";
import { keepReading } from "./cycle.ts";
import { calledElsewhere } from "./headline.ts";
import { type Press, withoutPictures } from "./open.ts";
import { keepBytes } from "./picture.ts";
import { type NextPage, readingIn } from "./reading.ts";

/** What became of one record of a WARC file; `path` names the file and the record's place in it. */
export type WarcImported = { readonly path: string; readonly address: string } & (
	| { readonly kind: "new" | "revised" | "unchanged" | "picture" }
	/** It holds no article: a feed, a front page, a script, an error, or the further page of one. */
	| { readonly kind: "passed over"; readonly reason: string }
	/** It cannot be read: its bytes are kept aside. */
	| { readonly kind: "aside"; readonly reason: string }
);

type Response = Extract<WarcFound, { kind: "response" }>;

/** A page that was captured, by its canonical address. */
interface PageFound extends Visit {
	readonly path: string;
	readonly place: RecordPlace;
}

/**
 * Imports the articles of a WARC file or WACZ, first seen when they were captured, with the pictures that
 * it holds; the captures are kept as well. Pages come last and oldest first, since pictures and further
 * pages may stand anywhere; memory grows by one place a page. Doing it twice adds nothing. Rejects with
 * `ArchiveError`, throws `NoWarc`.
 */
export async function* importWarc(
	file: string,
	outlet: string | undefined,
	given: Press,
): AsyncGenerator<WarcImported> {
	const press = withoutPictures(given);
	const warc = openWarc(file);
	try {
		const pages: PageFound[] = [];
		const revisits: RevisitFound[] = [];
		for (const found of warc.records()) {
			if (press.signal.aborted) return;
			const page = pageIn(found);
			if (page !== null) pages.push(page);
			else if (found.kind === "revisit") revisits.push(found);
			else if (found.kind === "bad") yield await keepAside(found, press);
			else if (found.kind === "response") yield await importOther(found, press);
		}
		const further = furtherPages(pages, revisits, warc);
		for (const page of pages.sort((a, b) => a.at - b.at)) {
			if (press.signal.aborted) return;
			yield await importPage(page, { outlet, press, warc, further });
		}
	} finally {
		warc.close();
	}
}

function typeOf({ capture }: Response): string {
	return (headerOf(capture.headers, "content-type") ?? "").toLowerCase();
}

const isHtml = (found: Response): boolean => /^(text\/html|application\/xhtml\+xml)\b/.test(typeOf(found));

function pageIn(found: WarcFound): PageFound | null {
	if (found.kind !== "response" || found.capture.status !== 200 || !isHtml(found)) return null;
	const { path, place, capture } = found;
	const address = canonicalAddress(capture.address);
	return address === null ? null : { path, place, address, at: capture.at };
}

async function keepAside(
	found: Extract<WarcFound, { kind: "bad" }>,
	{ archive }: Press,
): Promise<WarcImported> {
	const { path, reason, bytes } = found;
	await archive.keepAside({ origin: { path, at: null }, reason, bytes });
	return { path, address: "", kind: "aside", reason };
}

/** A response that is no page: a picture is kept. */
async function importOther(found: Response, press: Press): Promise<WarcImported> {
	const { path, capture } = found;
	const { address, status } = capture;
	const type = typeOf(found);
	if (status !== 200) return { path, address, kind: "passed over", reason: `the answer was ${status}` };
	if (!type.startsWith("image/"))
		return { path, address, kind: "passed over", reason: `it is ${type || "of no named type"}` };
	const whole = decoded(capture);
	if (whole === null) return keepAside({ path, kind: "bad", reason: UNDECODED, bytes: capture.body }, press);
	const kept = await keepBytes(address, whole, press);
	if (kept === null) return { path, address, kind: "passed over", reason: "its bytes are no whole picture" };
	return { path, address, kind: "picture" };
}

const UNDECODED = "its content coding is broken";

type RevisitFound = Extract<WarcFound, { kind: "revisit" }>;

/** The pages that go on with others. */
interface FurtherPages {
	/** The page at an address as it was nearest to a time, to be read on with; null where the file has none. */
	take(address: string, at: number): Capture | null;
	/** Addresses that were taken: they are no articles of their own. */
	has(address: string): boolean;
}

/** Crawlers ask for the pages of one article within hours: a capture further off belongs to another reading. */
const READING_MS_MAX = 86_400_000;

function furtherPages(
	pages: readonly PageFound[],
	revisits: readonly RevisitFound[],
	warc: Warc,
): FurtherPages {
	const taken = new Set<string>();
	const byAddress = Map.groupBy(pages, ({ address }) => address);
	const revisitsByAddress = Map.groupBy(revisits, ({ address }) => canonicalAddress(address) ?? address);
	const payloadOf = ({ address, at }: Visit): PageFound[] =>
		(byAddress.get(canonicalAddress(address) ?? address) ?? []).filter((page) => page.at === at);
	const visitsOf = (address: string): PageFound[] => [
		...(byAddress.get(address) ?? []),
		...(revisitsByAddress.get(address) ?? []).flatMap(({ of, at }) =>
			payloadOf(of).map((page) => ({ ...page, at })),
		),
	];
	return {
		take(given, at) {
			const address = canonicalAddress(given) ?? given;
			const away = (page: PageFound): number => Math.abs(page.at - at);
			const [nearest] = visitsOf(address).sort((a, b) => away(a) - away(b));
			if (nearest === undefined || away(nearest) > READING_MS_MAX) return null;
			taken.add(address);
			return decoded({ ...warc.response(nearest.place), at: nearest.at });
		},
		has: (address) => taken.has(address),
	};
}

interface Importing {
	readonly outlet: string | undefined;
	readonly press: Press;
	readonly warc: Warc;
	readonly further: FurtherPages;
}

async function importPage(
	found: PageFound,
	{ outlet, press, warc, further }: Importing,
): Promise<WarcImported> {
	const { path, address, at } = found;
	const passedOver = (reason: string): WarcImported => ({ path, address, kind: "passed over", reason });
	if (further.has(address)) return passedOver("it goes on with an article that begins on another page");
	const capture = warc.response(found.place);
	const page = decoded(capture);
	if (page === null) return keepAside({ path, kind: "bad", reason: UNDECODED, bytes: capture.body }, press);
	const { archive } = press;
	const before = await archive.library.article(markOf(address));
	const next = async (to: string): Promise<NextPage> => {
		const more = further.take(to, at);
		if (more !== null) await archive.keepCapture(more);
		// What may be kept whole is not replaced by the part of it that a file holds.
		return (
			more ?? (before === null ? { kind: "end" } : { kind: "unreachable", reason: "it is not in this file" })
		);
	};
	const reading = await readingIn(page, null, { press, next, called: calledElsewhere(null, before) });
	if (reading.kind !== "read") return passedOver(reading.reason);
	const { outlet: folder, name } = sourceFor(address, outlet, press.config.settings.sources);
	const place = { outlet: folder, outletName: name ?? folder, address, headline: null, stamp: at } as const;
	const pressed = await keepReading(
		{ ...reading, capture: await archive.keepCapture(page) },
		{ ...place, by: "outlet", before, origin: { path, at } },
		press,
	);
	return "mark" in pressed ? { path, address, kind: pressed.kind } : passedOver(pressed.kind);
}
