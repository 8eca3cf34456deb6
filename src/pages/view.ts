import type { Outlet } from "../article/library.ts";
import type { Links } from "./links.ts";
import type { Clock } from "./time.ts";

export type Theme = "auto" | "light" | "dark";
export type Size = "small" | "normal" | "large" | "huge";

/** How one reader sees the archive: language, zone, colours, and where everything is from here. */
export interface View extends Clock {
	readonly links: Links;
	/** The archive's name, as its operator calls it. */
	readonly name: string;
	readonly outlets: ReadonlyMap<string, Outlet>;
	readonly theme: Theme;
	readonly size: Size;
	/** The page's own path, to which a language can be added; null where pages are files, which ask no server. */
	readonly path: string | null;
	/** False where there are no feeds, since nothing says under which address they would be read. */
	readonly feeds: boolean;
}

/** An outlet's name, or its folder's where the archive knows no other. */
export function outletName(outlet: string, view: View): string {
	return view.outlets.get(outlet)?.name ?? outlet;
}
