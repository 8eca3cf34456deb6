/**
 * The query as images.weserv.nl reads it, which is how nginx does: names and values are split at
 * `&` and the first `=`, `+` is no space, escapes are undone exactly once, the first of two equal
 * names counts. URLSearchParams differs in three of these.
 */
export interface Query {
	/** A parameter that the web server reads (`url`, `default`, …): case does not matter, `=` must stand. */
	readonly server: (name: string) => string | null;
	/** The parameters of the picture itself, each once, in order; a name without `=` has an empty value. */
	readonly picture: ReadonlyMap<string, string>;
}

/** Names longer than this are nobody's parameter. */
const NAME_LENGTH_MAX = 8;
const FIELDS_MAX = 256;

/** `query` is what stands after `?`, escapes as sent. */
export function readQuery(query: string): Query {
	const server = new Map<string, string>();
	const picture = new Map<string, string>();
	for (const field of query.split("&", FIELDS_MAX)) {
		const at = field.indexOf("=");
		const name = at < 0 ? field : field.slice(0, at);
		const value = at < 0 ? "" : field.slice(at + 1);
		const lower = name.toLowerCase();
		if (at >= 0 && !server.has(lower)) server.set(lower, value);
		if (name !== "" && name.length <= NAME_LENGTH_MAX && !picture.has(name))
			picture.set(name, unescapeField(value));
	}
	return { server: (name) => server.get(name) ?? null, picture };
}

/** Escapes undone once; a `%` that begins none stays, so that `w=50%` is a percentage. */
function unescapeField(value: string): string {
	return value.includes("%") ? unescapeBytes(value, "%") : value;
}

/** Escapes undone once as nginx does for addresses: a `%` that begins no escape is dropped. */
export function unescapeAddress(value: string): string {
	return value.includes("%") ? unescapeBytes(value, "") : value;
}

function unescapeBytes(value: string, stray: string): string {
	const bytes: Buffer[] = [];
	// Runs of escapes are decoded together: one character may be several of them.
	for (const part of value.split(/((?:%[0-9a-fA-F]{2})+)/)) {
		const escaped = /^(?:%[0-9a-fA-F]{2})+$/.test(part);
		bytes.push(
			escaped ? Buffer.from(part.replaceAll("%", ""), "hex") : Buffer.from(part.replaceAll("%", stray)),
		);
	}
	return Buffer.concat(bytes).toString("utf8");
}
