import { createHash } from "node:crypto";
import { WORKER } from "../pages/assets/worker.ts";
import { type AssetFile, assetFiles } from "../pages/assets.ts";
import { xml } from "../publish/xml.ts";
import type { Answer, Asked, Route } from "./asked.ts";

const FOREVER = { "cache-control": "public, max-age=31536000, immutable" };

/** What stands in assets' paths: it changes with any of them. */
export function assetStamp(name: string): string {
	return createHash("sha256")
		.update(JSON.stringify(assetFiles(name, "../../")))
		.digest("hex")
		.slice(0, 12);
}

/** The files beside the pages. */
export const ASSET_ROUTES: readonly Route[] = [
	{ path: "/assets/:stamp/:name", answer: asset },
	{ path: "/favicon.ico", answer: async (asked) => asset({ ...asked, params: { name: "icon.svg" } }) },
	// At the root, since a worker serves only what lies below its own address.
	{ path: "/worker.js", answer: worker },
	{
		path: "/robots.txt",
		answer: async () => ({ type: "text/plain; charset=utf-8", body: "User-agent: *\nDisallow: /search\n" }),
	},
	{ path: "/opensearch.xml", absolute: true, answer: openSearch },
];

async function asset({ settings, params }: Asked): Promise<Answer | null> {
	const files: Readonly<Record<string, AssetFile>> = assetFiles(settings.name, "../../");
	const name = params["name"] ?? "";
	const file = Object.hasOwn(files, name) ? files[name] : undefined;
	return file === undefined ? null : { type: file.type, body: file.content, headers: FOREVER };
}

/** The service worker of these assets. */
async function worker({ settings }: Asked): Promise<Answer> {
	const body = WORKER.replaceAll("__STAMP__", assetStamp(settings.name));
	return { type: "text/javascript; charset=utf-8", body };
}

/** OpenSearch 1.1: browsers can offer the archive as a place to search. */
async function openSearch({ settings, view }: Asked): Promise<Answer> {
	const body = xml`<?xml version="1.0" encoding="utf-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>${settings.name.slice(0, 16)}</ShortName><Description>${view.words.searchFor}</Description><InputEncoding>UTF-8</InputEncoding><Url type="text/html" template="${view.links.search("")}?q={searchTerms}"/></OpenSearchDescription>
`;
	return { type: "application/opensearchdescription+xml; charset=utf-8", body: body.toString() };
}
