import { canonicalAddress, markOf } from "../article/address.ts";
import { pressOne } from "./cycle.ts";
import type { Pressed } from "./events.ts";
import type { Press } from "./open.ts";
import { addressOf, outletNameOf, type SourceSettings } from "./settings.ts";

/** Keeps the article at an address now, under the source of the same host where there is one. `file` is null where nothing was kept. */
export async function captureNow(
	given: string,
	outlet: string | undefined,
	press: Press,
): Promise<{ pressed: Pressed; file: string | null }> {
	const address = canonicalAddress(given) ?? given;
	const source = sourceFor(address, outlet, press.config.settings.sources);
	const nothing = {
		published: null,
		updated: null,
		author: null,
		content: null,
		summary: null,
		language: null,
	};
	const sighting = { id: address, address, title: "", seen: press.clock.now(), ...nothing };
	const before = await press.archive.library.article(markOf(address));
	const pressed = await pressOne({ sighting, source, listing: null, before }, press);
	await press.archive.flush();
	const kept = "mark" in pressed ? await press.archive.library.article(pressed.mark) : null;
	return { pressed, file: kept?.file ?? null };
}

/** The configured source whose host, or whose outlet where one is named, an address belongs to; or one made up for it. */
export function sourceFor(
	address: string,
	outlet: string | undefined,
	sources: readonly SourceSettings[],
): SourceSettings {
	const host = hostOf(address);
	const same = sources.find((source) =>
		outlet === undefined
			? [source.home, addressOf(source)].some((at) => at !== undefined && hostOf(at) === host)
			: source.outlet === outlet,
	);
	return {
		outlet: outlet ?? same?.outlet ?? outletNameOf(host),
		name: same?.name ?? outlet ?? host,
		content: "page",
		page: address,
	};
}

function hostOf(address: string): string {
	return new URL(address).hostname.replace(/^www\./, "");
}
