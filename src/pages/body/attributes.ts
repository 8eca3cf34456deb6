import { languageTag } from "../language-tag.ts";

/** Reads an attribute as an outlet wrote it; null where HTML knows no such value. */
type Read = (value: string) => string | null;

const matching =
	(pattern: RegExp): Read =>
	(value) =>
		pattern.test(value.trim()) ? value.trim() : null;

const WHOLE = matching(/^-?\d{1,9}$/);
const SPAN: Read = (value) => (/^([2-9]|\d{2,5})$/.test(value) ? value : null);
/** HTML Living Standard, 2.3.5: dates, and moments with their zone. */
const MOMENT = matching(
	/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d))?$/,
);

/** By attribute, and where only some elements have it, by element and attribute. */
const READ: ReadonlyMap<string, Read> = new Map([
	["lang", languageTag],
	["dir", matching(/^(ltr|rtl|auto)$/i)],
	["title", (value) => (value === "" ? null : value)],
	["del datetime", MOMENT],
	["ins datetime", MOMENT],
	["time datetime", MOMENT],
	["li value", WHOLE],
	["ol start", WHOLE],
	["ol reversed", () => ""],
	["td colspan", SPAN],
	["td rowspan", SPAN],
	["th colspan", SPAN],
	["th rowspan", SPAN],
	["th scope", matching(/^(row|col|rowgroup|colgroup)$/i)],
]);

/** The attributes that an element of an article keeps, each with a value that HTML knows. */
export function attributesOf(
	name: string,
	attribs: Readonly<Record<string, string>>,
): readonly (readonly [name: string, value: string])[] {
	return Object.entries(attribs).flatMap(([attribute, written]) => {
		const read = READ.get(attribute) ?? READ.get(`${name} ${attribute}`);
		const value = read?.(written) ?? null;
		return value === null ? [] : [[attribute, value] as const];
	});
}
