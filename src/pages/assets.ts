import { SCRIPT } from "./assets/script.ts";
import { SEARCH_SCRIPT } from "./assets/search-script.ts";
import { STYLE } from "./assets/style.ts";
import type { Asset } from "./links.ts";

/** A file that pages need, with its media type. */
export interface AssetFile {
	readonly type: string;
	readonly content: string;
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="4" fill="#a32a1a"/><g fill="none" stroke="#fcfbf8" stroke-width="1.4"><circle cx="12" cy="12" r="5.6"/><path d="M12 2.5v19M2.5 12h19"/></g><circle cx="12" cy="12" r="2.2" fill="#fcfbf8"/></svg>
`;

/**
 * The files that pages need besides pictures, for an archive of this name. They lie in one folder;
 * `root` leads from it to the front page.
 */
export function assetFiles(name: string, root: string): Readonly<Record<Asset, AssetFile>> {
	return {
		"style.css": { type: "text/css; charset=utf-8", content: STYLE.trimStart() },
		"reader.js": { type: "text/javascript; charset=utf-8", content: SCRIPT },
		"search.js": { type: "text/javascript; charset=utf-8", content: SEARCH_SCRIPT },
		"icon.svg": { type: "image/svg+xml", content: ICON },
		"manifest.webmanifest": { type: "application/manifest+json", content: manifest(name, root) },
	};
}

/** W3C Web Application Manifest: the reader can be installed like a program. */
function manifest(name: string, root: string): string {
	return JSON.stringify({
		name,
		short_name: name,
		start_url: root,
		scope: root,
		display: "minimal-ui",
		background_color: "#fcfbf8",
		theme_color: "#fcfbf8",
		icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
	});
}
