import type { Asked } from "../asked.ts";

/** One thing that the JSON interface answers; the routes and the OpenAPI description are both made from these. */
export interface Operation {
	/** As hono writes paths, below /api/v1. */
	readonly path: string;
	readonly id: string;
	readonly summary: string;
	readonly parameters: readonly Parameter[];
	/** The name of the answer's schema. */
	readonly schema: string;
	/** The answer as JSON; null where there is no such thing. */
	readonly answer: (asked: Asked) => Promise<object | null>;
}

/** A parameter of the query; those of the path are read from the path. */
export interface Parameter {
	readonly name: string;
	readonly type: "string" | "integer";
	readonly about: string;
	readonly values?: readonly string[];
}

export const LIMIT_DEFAULT = 50;
export const LIMIT_MAX = 200;

export const LIMIT: Parameter = {
	name: "limit",
	type: "integer",
	about: `How many at most; ${LIMIT_DEFAULT} by default, never more than ${LIMIT_MAX}.`,
};

/** The limit that was asked for, within what is allowed. */
export function limitOf(query: Readonly<Record<string, string>>): number {
	const asked = Number(query["limit"] ?? LIMIT_DEFAULT);
	return Number.isInteger(asked) && asked > 0 ? Math.min(asked, LIMIT_MAX) : LIMIT_DEFAULT;
}

/** A moment as programs read it, or null. */
export function isoTime(at: number | null): string | null {
	return at === null ? null : new Date(at).toISOString();
}
