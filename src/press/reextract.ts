import type { Kept } from "../article/library.ts";
import { openRecaptures, type Recapture } from "../keep/recaptures.ts";
import { decoded } from "./coded-capture.ts";
import { keepReading } from "./cycle.ts";
import type { Pressed } from "./events.ts";
import { calledElsewhere } from "./headline.ts";
import { publishLists } from "./lists.ts";
import { type Press, withoutPictures } from "./open.ts";
import { inPool } from "./pool.ts";
import { type NextPage, readingIn } from "./reading.ts";

/** Enough to fill rounds of the archive. */
const ARTICLES_AT_ONCE = 32;

/** What reading the archive's captures again came to. */
export interface Reextracted {
	readonly read: number;
	readonly revised: number;
	/** Captures that are not here or hold no article as read today. */
	readonly lost: number;
}

/**
 * Reads every article again from the capture of its newest revision. Where the text differs, a revision
 * is added that is marked as ours; nothing is asked of the network and nothing kept before is changed.
 */
export async function reextract(given: Press): Promise<Reextracted> {
	const press = withoutPictures(given);
	const { archive, signal, config } = press;
	const names = new Map((await archive.library.outlets()).map(({ outlet, name }) => [outlet, name]));
	const counts = { read: 0, revised: 0, lost: 0 };
	const changed = new Set<string>();
	const recaptures = openRecaptures(config.archive);
	try {
		await inPool(recaptures.each(), ARTICLES_AT_ONCE, async (recapture) => {
			const before = signal.aborted ? null : await archive.library.article(recapture.mark);
			if (before === null) return;
			const { outlet, address } = before;
			const pressed = await readAgain(recapture, { before, outletName: names.get(outlet) ?? outlet }, press);
			if (pressed === null) counts.lost++;
			else counts.read++;
			if (pressed?.kind !== "revised") return;
			counts.revised++;
			changed.add(outlet);
			press.report({ kind: "article", outlet, address, pressed });
		});
	} finally {
		recaptures.close();
	}
	if (changed.size > 0) await publishLists(press, changed);
	await archive.flush();
	return counts;
}

interface Known {
	readonly before: Kept;
	readonly outletName: string;
}

async function readAgain(recapture: Recapture, known: Known, press: Press): Promise<Pressed | null> {
	const first = decoded(recapture.capture);
	if (first === null) return null;
	const next = async (address: string): Promise<NextPage> => {
		const further = recapture.after(address);
		if (further !== null && further.status !== 200) return { kind: "end" };
		return decoded(further) ?? { kind: "unreachable", reason: "its capture is not here" };
	};
	const reading = await readingIn(first, recapture.ref, {
		...{ press, next },
		called: calledElsewhere(null, known.before),
	});
	if (reading.kind !== "read") return null;
	const { outlet, address, firstSeen: stamp } = known.before;
	return keepReading(reading, { ...known, outlet, address, headline: null, stamp, by: "pressmark" }, press);
}
