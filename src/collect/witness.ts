import type { Fetched } from "./net/fetched.ts";
import type { Fetcher } from "./net/fetcher.ts";
import { siteOf } from "./poll/trouble.ts";

type Unreachable = Extract<Fetched, { kind: "unreachable" }>;

/** So many other sites are asked, one after the other, before the silence is taken for our own. */
const WITNESSES_MAX = 2;

/** Sites of which it is remembered when they answered last: enough to find another than the one that failed. */
const ANSWERS_MAX = 2;

/**
 * A fetcher that finds out whose fault it was where a failure does not tell: another of `addresses`' sites
 * that answered since the request began, or answers when asked for its robots.txt, proves that the network
 * was there. Where the others are silent too, it was our side's; where there is none to ask, or one fails
 * in a way of its own, it stays unknown. The reason says which, and names the sites.
 */
export function witnessed(fetcher: Fetcher, addresses: readonly string[], now: () => number): Fetcher {
	const origins = new Map(addresses.map((address) => [siteOf(address), new URL(address).origin]));
	let answers: readonly Heard[] = [];
	let silence: Silence = { sites: [], at: Number.NEGATIVE_INFINITY };
	const hear = (site: string): void => {
		answers = [{ site, at: now() }, ...answers.filter((heard) => heard.site !== site)].slice(0, ANSWERS_MAX);
	};
	const judge = async (failed: Unreachable, site: string, began: number): Promise<Fetched> => {
		const heard = answers.find((answer) => answer.site !== site && answer.at >= began);
		if (heard !== undefined) return theirs(failed, heard.site);
		if (silence.at >= began) return ours(failed, silence.sites);
		const witnesses = [...origins].filter(([other]) => other !== site).slice(0, WITNESSES_MAX);
		for (const [other, origin] of witnesses) {
			const fetched = await fetcher.fetch({ address: `${origin}/robots.txt`, kind: "robots" });
			if (isAnswer(fetched)) {
				hear(other);
				return theirs(failed, other);
			}
			if (!isSilence(fetched)) return failed;
		}
		if (witnesses.length === 0) return failed;
		silence = { sites: witnesses.map(([other]) => other), at: now() };
		return ours(failed, silence.sites);
	};
	return {
		async fetch(request) {
			const began = now();
			const fetched = await fetcher.fetch(request);
			if (isAnswer(fetched)) hear(siteOf(request.address));
			return isSilence(fetched) && fetched.side === "unknown"
				? judge(fetched, siteOf(request.address), began)
				: fetched;
		},
		close: () => fetcher.close(),
	};
}

/** A site that answered, and when. */
interface Heard {
	readonly site: string;
	readonly at: number;
}

/** Sites that were all silent when they were asked. */
interface Silence {
	readonly sites: readonly string[];
	readonly at: number;
}

/** Any status will do: who answers 500 can be reached. */
function isAnswer(fetched: Fetched): boolean {
	return "status" in fetched ? fetched.status !== null : true;
}

/** Nothing came, and it is not plain that the other side is why. */
function isSilence(fetched: Fetched): fetched is Unreachable {
	return fetched.kind === "unreachable" && fetched.status === null && fetched.side !== "theirs";
}

function theirs(failed: Unreachable, site: string): Fetched {
	return { ...failed, side: "theirs", reason: `${failed.reason} (theirs: ${site} answered)` };
}

function ours(failed: Unreachable, sites: readonly string[]): Fetched {
	return {
		...failed,
		side: "ours",
		reason: `${failed.reason} (ours: ${sites.join(", ")} did not answer either)`,
	};
}
