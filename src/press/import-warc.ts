import { canonicalAddress, markOf } from "../article/address.ts";
import { headerOf } from "../article/capture.ts";
import { readWarc, type WarcFound } from "../keep/import/warc.ts";
import { sourceFor } from "./capture.ts";
import { keepReading } from "./cycle.ts";
import type { Press } from "./open.ts";
import { keepBytes } from "./picture.ts";
import { readingIn } from "./reading.ts";
import { decoded, withoutPictures } from "./reextract.ts";

/** What became of one record of a WARC file; `path` names the file and the record's place in it. */
export type WarcImported = { readonly path: string; readonly address: string } & (
	| { readonly kind: "new" | "revised" | "unchanged" | "picture" }
	/** It holds no article: a feed, a front page, a script, an error. */
	| { readonly kind: "passed over"; readonly reason: string }
	/** It cannot be read: its bytes are kept aside. */
	| { readonly kind: "aside"; readonly reason: string }
);

type Response = Extract<WarcFound, { kind: "response" }>;

/**
 * Imports the articles of a WARC file or WACZ, first seen when they were captured, with the pictures that
 * it holds; the captures are kept as well. It is read twice, since pictures may stand behind the pages
 * that show them. Doing it twice adds nothing. Rejects with `ArchiveError`, throws `NoWarc`.
 */
export async function* importWarc(
	place: string,
	outlet: string | undefined,
	given: Press,
): AsyncGenerator<WarcImported> {
	const press = withoutPictures(given);
	for (const found of readWarc(place)) {
		if (found.kind === "bad") yield await keepAside(found, press);
		else if (found.kind === "response" && isPicture(found)) yield await importPicture(found, press);
		if (press.signal.aborted) return;
	}
	for (const found of readWarc(place)) {
		if (found.kind === "response" && !isPicture(found)) yield await importPage(found, outlet, press);
		if (press.signal.aborted) return;
	}
}

function typeOf({ capture }: Response): string {
	return (headerOf(capture.headers, "content-type") ?? "").toLowerCase();
}

const isPicture = (found: Response): boolean =>
	found.capture.status === 200 && typeOf(found).startsWith("image/");
const isHtml = (found: Response): boolean => /^(text\/html|application\/xhtml\+xml)\b/.test(typeOf(found));

async function keepAside(
	found: Extract<WarcFound, { kind: "bad" }>,
	{ archive }: Press,
): Promise<WarcImported> {
	const { path, reason, bytes } = found;
	await archive.keepAside({ origin: { path, at: null }, reason, bytes });
	return { path, address: "", kind: "aside", reason };
}

async function importPicture(found: Response, press: Press): Promise<WarcImported> {
	const { path, capture } = found;
	const whole = decoded(capture);
	if (whole === null) return keepAside({ path, kind: "bad", reason: UNDECODED, bytes: capture.body }, press);
	const { address } = capture;
	const kept = await keepBytes(address, whole, press);
	if (kept === null) return { path, address, kind: "passed over", reason: "its bytes are no whole picture" };
	return { path, address, kind: "picture" };
}

const UNDECODED = "its content coding is broken";

async function importPage(found: Response, outlet: string | undefined, press: Press): Promise<WarcImported> {
	const { path, capture } = found;
	const address = canonicalAddress(capture.address);
	const passedOver = (reason: string): WarcImported => ({
		path,
		address: capture.address,
		kind: "passed over",
		reason,
	});
	if (capture.status !== 200) return passedOver(`the answer was ${capture.status}`);
	if (address === null || !isHtml(found)) return passedOver(`it is ${typeOf(found) || "of no named type"}`);
	const page = decoded(capture);
	if (page === null) return keepAside({ path, kind: "bad", reason: UNDECODED, bytes: capture.body }, press);
	const reading = await readingIn(page, null, { press, next: async () => ({ kind: "end" }) });
	if (reading.kind !== "read") return passedOver(reading.reason);
	const { outlet: folder, name } = sourceFor(address, outlet, press.config.settings.sources);
	const pressed = await keepReading(
		{ ...reading, capture: await press.archive.keepCapture(page) },
		{
			...{
				outlet: folder,
				outletName: name ?? folder,
				address,
				headline: null,
				stamp: page.at,
				by: "outlet",
			},
			...{ before: await press.archive.library.article(markOf(address)), origin: { path, at: page.at } },
		},
		press,
	);
	return "mark" in pressed ? { path, address, kind: pressed.kind } : passedOver(pressed.kind);
}
