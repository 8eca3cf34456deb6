import { ARCHIVE_OPERATIONS } from "./api/archive.ts";
import { ARTICLE_OPERATIONS } from "./api/articles.ts";
import type { Operation, Parameter } from "./api/operation.ts";
import { SCHEMAS } from "./api/schemas.ts";
import { type Answer, type Asked, OPEN, type Route } from "./asked.ts";

/** Everything that the JSON interface answers. */
const OPERATIONS: readonly Operation[] = [...ARTICLE_OPERATIONS, ...ARCHIVE_OPERATIONS];

const BASE = "/api/v1";

/** The JSON interface, and the description of it. */
export const API_ROUTES: readonly Route[] = [
	{ path: `${BASE}/openapi.json`, absolute: true, answer: async (asked) => json(description(asked)) },
	{ path: "/numbers.json", answer: (asked) => answerOf(asked, operation("getNumbers")) },
	...OPERATIONS.map(
		(one): Route => ({
			path: BASE + one.path,
			absolute: true,
			query: one.parameters.map(({ name }) => name),
			answer: (asked) => answerOf(asked, one),
		}),
	),
];

function operation(id: string): Operation {
	const found = OPERATIONS.find((one) => one.id === id);
	if (found === undefined) throw new Error(`no operation is called ${id}`);
	return found;
}

async function answerOf(asked: Asked, one: Operation): Promise<Answer> {
	const found = await one.answer(asked);
	return found === null
		? { ...json({ error: "there is nothing under this address" }), status: 404 }
		: json(found);
}

function json(value: object): Answer {
	return { type: "application/json; charset=utf-8", body: `${JSON.stringify(value)}\n`, headers: OPEN };
}

/** The interface as OpenAPI 3.1, made from the same table as the routes. */
function description({ settings, base }: Asked): object {
	return {
		openapi: "3.1.0",
		info: {
			title: settings.name,
			version: "1",
			description:
				"Reads a news archive: articles with all their revisions, search, edits and disappearances. Times are ISO 8601 in UTC.",
		},
		servers: [{ url: base + BASE }],
		paths: Object.fromEntries(
			OPERATIONS.map((one) => [one.path.replace(/:(\w+)/g, "{$1}"), { get: operationJson(one) }]),
		),
		components: { schemas: SCHEMAS },
	};
}

function operationJson({ id, summary, path, parameters, schema }: Operation): object {
	const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => ({
		name,
		in: "path",
		required: true,
		schema: { type: name === "revision" ? "integer" : "string" },
	}));
	return {
		operationId: id,
		summary,
		parameters: [...inPath, ...parameters.map(parameterJson)],
		responses: {
			"200": {
				description: summary,
				content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
			},
			...(inPath.length > 0 && { "404": { description: "There is nothing under this address." } }),
		},
	};
}

function parameterJson({ name, type, about, values }: Parameter): object {
	return {
		name,
		in: "query",
		required: false,
		description: about,
		schema: { type, ...(values !== undefined && { enum: values }) },
	};
}
