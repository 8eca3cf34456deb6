type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: "string" };
const whole: Schema = { type: "integer" };
const flag: Schema = { type: "boolean" };
const time: Schema = { type: "string", format: "date-time" };
const address: Schema = { type: "string", format: "uri" };
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
const listOf = (items: Schema): Schema => ({ type: "array", items });
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** An object whose properties are all there, always. */
function object(properties: Readonly<Record<string, Schema>>): Schema {
	return { type: "object", required: Object.keys(properties), properties };
}

const summary: Readonly<Record<string, Schema>> = {
	mark: text,
	outlet: text,
	address,
	url: address,
	title: text,
	section: orNull(text),
	language: orNull(text),
	excerpt: text,
	published: orNull(time),
	first_seen: time,
	kept: time,
	revisions: whole,
	state: { enum: ["present", "gone", "moved", "refused", "unreachable"] },
	state_since: time,
	picture: orNull(ref("Picture")),
	cursor: text,
};

/** What the JSON interface answers, as JSON Schema 2020-12. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
	Summary: object(summary),
	Article: object({
		...summary,
		revision: whole,
		subtitle: orNull(text),
		bylines: listOf(text),
		keywords: listOf(text),
		wires: listOf(text),
		modified: orNull(time),
		html: text,
		text,
		pictures: listOf(ref("Picture")),
		file: text,
		sha256: text,
	}),
	Picture: object({
		address: text,
		url: orNull(address),
		sha256: orNull(text),
		type: orNull(text),
		width: orNull(whole),
		height: orNull(whole),
		alt: text,
		caption: text,
		credit: text,
	}),
	ArticleList: object({ articles: listOf(ref("Summary")), before: orNull(text) }),
	Revision: object({
		revision: whole,
		kept: time,
		title: text,
		by: { enum: ["outlet", "pressmark"] },
		file: text,
		sha256: text,
	}),
	RevisionList: object({ revisions: listOf(ref("Revision")) }),
	Outlet: object({
		outlet: text,
		name: text,
		home: orNull(address),
		url: address,
		feed: address,
		articles: whole,
		newest: orNull(time),
	}),
	OutletList: object({ outlets: listOf(ref("Outlet")) }),
	Piece: object({ text, match: flag }),
	Hit: object({
		article: ref("Summary"),
		title: listOf(ref("Piece")),
		snippet: listOf(ref("Piece")),
		score: { type: "number" },
	}),
	SearchResult: object({
		total: whole,
		more: flag,
		hits: listOf(ref("Hit")),
		outlets: listOf(object({ outlet: text, count: whole })),
		months: listOf(object({ month: text, count: whole })),
		warnings: listOf(object({ kind: text, text })),
		suggestions: listOf(text),
	}),
	Change: object({
		seq: whole,
		at: time,
		kind: text,
		mark: text,
		url: address,
		outlet: text,
		address,
		title: text,
		detail: text,
	}),
	ChangeList: object({ changes: listOf(ref("Change")), before: orNull(whole) }),
	Numbers: object({
		since: text,
		until: text,
		complete: flag,
		gaps: listOf(object({ from: text, until: text })),
		counts: listOf(
			object({
				day: text,
				outlet: text,
				articles: whole,
				edits: whole,
				disappearances: whole,
				delayMinutes: orNull(whole),
			}),
		),
	}),
};
