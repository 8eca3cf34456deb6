import { commitArchive } from "../keep/git.ts";
import type { PressEvent, Totals } from "./events.ts";
import { publishLists } from "./lists.ts";
import type { Press } from "./open.ts";
import { inPool } from "./pool.ts";
import { recheck } from "./recheck.ts";
import type { SourceSettings } from "./settings.ts";
import { askSource, type Delays } from "./source.ts";
import { countTotals } from "./totals.ts";

/** Sources asked at one time; the fetcher keeps the pace of each host. */
const SOURCES_AT_ONCE = 48;

export interface SyncOptions {
	/** `asked`: every source that its server does not hold back. `due`: only those whose time has come. */
	readonly sources: "asked" | "due";
	/** Which kept articles are asked for again. */
	readonly recheck: "due" | "all" | "none";
	/** Whether the pass ends in a commit of the archive's git repository. */
	readonly commit: boolean;
}

export interface SyncResult {
	readonly totals: Totals;
	/** Sources that could not be read, each with its reason. */
	readonly failures: readonly { readonly source: SourceSettings; readonly reason: string }[];
	/** Outlets of which something was kept or learnt. */
	readonly changed: ReadonlySet<string>;
}

/** Beside the sources, whose keys are addresses: what hosts asked of all of them. */
const DELAYS_KEY = "hosts";

/** The longest wait that is believed, and its spread. */
const DELAY_MS_MAX = 8 * 86_400_000;

/** The hosts that asked for time in this pass or one before, as far as it is not over. */
async function delaysOf({ polls }: Press["archive"], now: number): Promise<Delays> {
	const kept = ((await polls.get(DELAYS_KEY)) ?? {}) as Readonly<Record<string, number>>;
	// A clock that was set back must not make a host wait for longer than any may ask.
	return new Map(Object.entries(kept).filter(([, until]) => until > now && until <= now + DELAY_MS_MAX));
}

/** Clocks are set right by less than this without anyone needing to know. */
const CLOCK_BACK_MS = 300_000;

/** What to say where the clock is behind the ledger; null where it is not. */
async function clockBackIn({ archive, clock }: Press): Promise<PressEvent | null> {
	const [{ at: last } = { at: 0 }] = await archive.library.observations({ limit: 1 });
	const now = clock.now();
	return now < last - CLOCK_BACK_MS ? { kind: "clock-back", now, last } : null;
}

/** One pass: sources are asked, what is new is kept, what is due is asked again; then the lists are written. */
export async function sync(press: Press, options: SyncOptions): Promise<SyncResult> {
	const { config, archive, clock, signal } = press;
	const count = countTotals(press.report, config.settings.sources.length);
	const failures: { source: SourceSettings; reason: string }[] = [];
	const clockBack = await clockBackIn(press);
	const delays = await delaysOf(archive, clock.now());
	const counted: Press = { ...press, report: count.report };
	await inPool(config.settings.sources, SOURCES_AT_ONCE, async (source) => {
		const outcome = signal.aborted
			? null
			: await askSource(source, options.sources, { press: counted, delays });
		if (outcome === null) return;
		counted.report({ kind: "source-asked", source, outcome });
		if (outcome.kind === "failed") failures.push({ source, reason: outcome.reason });
	});
	if (options.recheck !== "none") await recheck(counted, options.recheck);
	if (delays.size > 0) await archive.polls.put(DELAYS_KEY, Object.fromEntries(delays));
	const { totals, changed } = count;
	if (count.isAnything()) {
		await publishLists(press, changed);
		await archive.flush();
	}
	const isTold = count.isAnything() || options.sources === "asked";
	if (isTold && options.commit) await commitArchive(config.archive, press.clock.now());
	if (isTold && clockBack !== null) press.report(clockBack);
	if (isTold) press.report({ kind: "pass-ended", totals });
	return { totals, failures, changed };
}
