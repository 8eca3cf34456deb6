import { canonicalAddress } from "../article/address.ts";
import type { Fetched } from "../collect/net/fetched.ts";
import type { Due } from "../keep/archive.ts";
import { keepReading } from "./cycle.ts";
import type { Pressed } from "./events.ts";
import { calledElsewhere } from "./headline.ts";
import type { Press } from "./open.ts";
import { inPool } from "./pool.ts";
import { readingOfPage } from "./reading.ts";
import { ageMs } from "./settings.ts";

/** Articles asked at one time; the fetcher keeps the pace of each host. */
const ARTICLES_AT_ONCE = 48;

/** Where our own side fails, what is due is not asked again before this: it stays due. */
const OUR_SIDE_MS = 15 * 60_000;

/** Beside the sources, whose keys are addresses: until when nothing is asked again, ms since 1970. */
const HELD_KEY = "recheck";

/** Asks kept articles again, conditionally, and keeps or notes what has become of them. */
export async function recheck(press: Press, which: "due" | "all"): Promise<void> {
	const { archive, clock, config, signal } = press;
	const heldMs = Number((await archive.polls.get(HELD_KEY)) ?? 0) - clock.now();
	// A clock that was set back must not hold it for years.
	if (which === "due" && heldMs > 0 && heldMs <= OUR_SIDE_MS) return;
	const ages = config.settings.recheck.map(ageMs);
	const due = which === "all" ? [...archive.all()] : archive.due(clock.now(), ages);
	const names = new Map((await archive.library.outlets()).map(({ outlet, name }) => [outlet, name]));
	let isHeld = false;
	await inPool(due, ARTICLES_AT_ONCE, async (article) => {
		if (signal.aborted || isHeld) return;
		const { address, outlet, validators } = article;
		const fetched = await press.fetcher.fetch({ address, kind: "page", validators });
		// Those that were under way beside the first would say the same.
		if (isHeld) return;
		isHeld = fetched.kind === "unreachable" && fetched.side === "ours";
		const asked = { ...article, outletName: names.get(outlet) ?? outlet };
		const pressed = await noteFetched(asked, fetched, press);
		press.report({ kind: "article", outlet, address, pressed });
	});
	if (isHeld) await archive.polls.put(HELD_KEY, clock.now() + OUR_SIDE_MS);
}

type Asked = Due & { readonly outletName: string };

async function noteFetched(article: Asked, fetched: Fetched, press: Press): Promise<Pressed> {
	const { archive } = press;
	const { mark, title } = article;
	switch (fetched.kind) {
		case "page":
			return notePage(article, fetched, press);
		case "unchanged":
			await archive.observe({ kind: "unchanged", mark, detail: "answered 304", capture: null });
			return { kind: "unchanged", mark, title, pictures: 0 };
		case "gone": {
			const reason = `answered ${fetched.status}`;
			const capture = await archive.keepCapture(fetched.capture);
			await archive.observe({ kind: "gone", mark, detail: reason, capture });
			return { kind: "gone", reason };
		}
		case "refused": {
			const { kind, reason } = fetched;
			const capture = fetched.capture === null ? null : await archive.keepCapture(fetched.capture);
			await archive.observe({ kind, mark, detail: reason, capture });
			return { kind, reason };
		}
		case "unreachable": {
			const { kind, reason, side } = fetched;
			await archive.observe({ kind, mark, detail: reason, side, capture: null });
			return { kind, reason };
		}
	}
}

/** The page answered: it may be the same, edited, or answer at another address now. */
async function notePage(
	article: Asked,
	fetched: Extract<Fetched, { kind: "page" }>,
	press: Press,
): Promise<Pressed> {
	const { archive } = press;
	const to = movedTo(article.address, fetched);
	if (to !== null && isFrontPage(to)) {
		const capture = await archive.keepCapture(fetched.capture);
		await archive.observe({ kind: "moved", mark: article.mark, detail: `${to} (the front page)`, capture });
		return { kind: "moved", to };
	}
	const before = await archive.library.article(article.mark);
	const reading = await readingOfPage(fetched.capture, calledElsewhere(null, before), press);
	if (reading.kind !== "read") {
		const kind = reading.kind === "empty" ? "refused" : reading.kind;
		const { reason, capture } = reading;
		await archive.observe({ kind, mark: article.mark, detail: reason, capture });
		return reading;
	}
	const { outlet, outletName, address, stamp } = article;
	const place = { outlet, outletName, address, headline: null, stamp, before, by: "outlet" } as const;
	const pressed = await keepReading(reading, place, press);
	if (to === null) return pressed;
	await archive.observe({ kind: "moved", mark: article.mark, detail: to, capture: reading.capture });
	return pressed.kind === "unchanged" ? { kind: "moved", to } : pressed;
}

/** Where a permanent redirect (301, 308) led; null where the article answered at its own address. */
function movedTo(address: string, { hops, capture }: Extract<Fetched, { kind: "page" }>): string | null {
	const isPermanent = hops.some((hop) => hop.status === 301 || hop.status === 308);
	const to = canonicalAddress(capture.address) ?? capture.address;
	return hops.length > 0 && to !== address && (isPermanent || isFrontPage(to)) ? to : null;
}

function isFrontPage(address: string): boolean {
	const { pathname, search } = new URL(address);
	return search === "" && /^\/(index\.\w+)?$/.test(pathname);
}
