import { readOpml } from "../collect/opml.ts";
import { outletNameOf, type SourceSettings } from "./settings.ts";

/** The subscriptions of an OPML file as sources; each feed becomes an outlet of its own, named apart where names meet. */
export function sourcesOfOpml(text: string): Partial<SourceSettings>[] {
	const taken = new Set<string>();
	return readOpml(text).map(({ title, feed, home }) => {
		const fromTitle = outletNameOf(title);
		const base = fromTitle === "outlet" ? outletNameOf(new URL(home ?? feed).hostname) : fromTitle;
		let outlet = base;
		for (let count = 2; taken.has(outlet); count++) outlet = `${base}-${count}`;
		taken.add(outlet);
		return { outlet, name: title, ...(home === null ? {} : { home }), feed };
	});
}
