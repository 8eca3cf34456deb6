import type { Library } from "../article/library.ts";
import type { SourceStatus } from "../pages/status.ts";
import type { View } from "../pages/view.ts";
import type { Language } from "../pages/words.ts";

/** What the operator decides about the reader. */
export interface ReaderSettings {
	/** The archive's name, in the masthead and in feeds. */
	readonly name: string;
	/** The origin under which readers know the archive, such as https://news.example; null: as each request names it. */
	readonly baseUrl: string | null;
	/** The time zone of readers who chose none: an IANA name. */
	readonly zone: string;
	/** The language of readers whose browser asks for none that the interface speaks. */
	readonly language: Language;
	/** WebSub hub that feeds name; null for none. */
	readonly hub: string | null;
	/** Requests a minute that one address may make; null for no limit. */
	readonly requestsPerMinute: number | null;
	/** Addresses and networks of the proxies in front, whose `X-Forwarded-For` is believed. */
	readonly proxies: readonly string[];
}

export const DEFAULT_SETTINGS: ReaderSettings = {
	name: "Pressmark",
	baseUrl: null,
	zone: "UTC",
	language: "zh-Hans",
	hub: null,
	requestsPerMinute: null,
	proxies: [],
};

/** One request, as routes see it. */
export interface Asked {
	readonly library: Library;
	readonly settings: ReaderSettings;
	readonly view: View;
	/** The origin under which this reader knows the archive, without a slash at the end. */
	readonly base: string;
	/** The request's whole address, as sent. */
	readonly url: string;
	/** The time that a Memento client asks for (RFC 7089); null where it names none. */
	readonly acceptDatetime: string | null;
	readonly params: Readonly<Record<string, string>>;
	/** Only those parameters that the route names. */
	readonly query: Readonly<Record<string, string>>;
	/** What was sent with POST, where the route takes it. */
	readonly form: URLSearchParams;
	readonly status: () => Promise<readonly SourceStatus[]>;
}

/** What a route answers. Null means that there is nothing under this address. */
export interface Answer {
	readonly status?: number;
	readonly type: string;
	readonly body: string;
	readonly headers?: Readonly<Record<string, string>>;
}

/** A page as an answer. */
export function page(markup: { toString(): string }): Answer {
	return { type: "text/html; charset=utf-8", body: markup.toString() };
}

/** What programs on other origins may read: all of it is public, and nothing depends on who asks. */
export const OPEN: Readonly<Record<string, string>> = { "access-control-allow-origin": "*" };

/** One thing that can be asked for. */
export interface Route {
	/** As hono writes paths. */
	readonly path: string;
	/** The parameters that the route reads; others are ignored, and never make another copy of a page. */
	readonly query?: readonly string[];
	/** True where the answer depends on more than the archive: it is made for every request. */
	readonly fresh?: boolean;
	/** True where the question may also come with POST: as a form, which changes nothing. */
	readonly form?: boolean;
	/** True where addresses are whole, since the answer is read elsewhere. */
	readonly absolute?: boolean;
	readonly answer: (asked: Asked) => Promise<Answer | null>;
}
