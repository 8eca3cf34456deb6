import { API_ROUTES } from "./api.ts";
import type { Route } from "./asked.ts";
import { ASSET_ROUTES } from "./assets.ts";
import { GREADER_ROUTES } from "./clients/greader.ts";
import { MINIFLUX_ROUTES } from "./clients/miniflux.ts";
import { FEED_ROUTES } from "./feeds.ts";
import { MEMENTO_ROUTES } from "./memento.ts";
import { READER_ROUTES } from "./reader.ts";

/** Everything that can be asked of the server, in the order in which paths are tried. */
export const ROUTES: readonly Route[] = [
	...READER_ROUTES,
	...FEED_ROUTES,
	...API_ROUTES,
	...GREADER_ROUTES,
	...MINIFLUX_ROUTES,
	...MEMENTO_ROUTES,
	...ASSET_ROUTES,
];
