import type { Capture } from "../article/capture.ts";
import { headerOf } from "../article/capture.ts";
import { decodePage } from "../article/decode.ts";
import { parseHtml } from "../article/html.ts";
import { selectElements } from "../article/select.ts";

/** The feeds that a page names with `<link rel="alternate">`, in its order. */
export function discoverFeeds({ address, content, headers }: Capture): { readonly address: string }[] {
	const root = parseHtml(decodePage(content, headerOf(headers, "content-type")).text);
	return selectElements('link[rel~="alternate"][href]', root)
		.filter(({ attribs }) => /(rss|atom|feed)/i.test(attribs["type"] ?? ""))
		.flatMap(({ attribs }) => URL.parse(attribs["href"] ?? "", address)?.href ?? [])
		.map((feed) => ({ address: feed }));
}
