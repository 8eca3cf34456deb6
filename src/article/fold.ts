// The package ships its tables without types: each is one string, "from to to|from to|…".
// @ts-expect-error
import hongKongVariants from "opencc-js/dict/HKVariants";
// @ts-expect-error
import traditionalOf from "opencc-js/dict/STCharacters";
// @ts-expect-error
import simplifiedOf from "opencc-js/dict/TSCharacters";
// @ts-expect-error
import taiwanVariants from "opencc-js/dict/TWVariants";

/** Ranges where one letter has many faces: Latin, Greek and Cyrillic with marks, full width, compatibility ideographs. */
const FACES: readonly (readonly [number, number])[] = [
	[0x0041, 0x005a],
	[0x00c0, 0x024f],
	[0x0370, 0x052f],
	[0x1e00, 0x1fff],
	[0xf900, 0xfaff],
	[0xff01, 0xff9f],
];

/** What every UTF-16 unit is searched as; itself where nothing is known of it. */
const TABLE = foldTable();

/**
 * Text as it is searched: one character for all scripts' forms of it (發, 髮 and 发), lower case, without
 * marks, half width. Unit for unit: what stands at an offset of the result stood there in the text.
 */
export const fold = folding(TABLE);

/** The same of UTF-16 in bytes, which are folded where they lie. */
export function foldBytes(bytes: Uint8Array): string {
	const { buffer, byteOffset, length } = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
	const units = new Uint16Array(buffer, byteOffset, length >> 1);
	for (let at = 0; at < units.length; at++) units[at] = TABLE[units[at] ?? 0] ?? 0;
	return Buffer.from(buffer, byteOffset, length).toString("utf16le");
}

/** The function that folds by a table of all UTF-16 units. Sent to browsers as it stands, so it uses nothing from outside. */
export function folding(table: Uint16Array): (text: string) => string {
	const decoder = new TextDecoder("utf-16le", { ignoreBOM: true });
	return (text) => {
		const units = new Uint16Array(text.length);
		for (let at = 0; at < text.length; at++) units[at] = table[text.charCodeAt(at)] ?? 0;
		return decoder.decode(units);
	};
}

/**
 * The table as a short text: for every unit that becomes another, how far it lies after the one before it
 * and how far above what it becomes, in base 36.
 */
export function packFolds(): string {
	const steps: string[] = [];
	let last = 0;
	TABLE.forEach((to, unit) => {
		if (to === unit) return;
		steps.push(`${(unit - last).toString(36)},${(unit - to).toString(36)}`);
		last = unit;
	});
	return steps.join(" ");
}

/** The table that `packFolds` packed. Sent to browsers as it stands. */
export function unpackFolds(packed: string): Uint16Array {
	const table = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit);
	let unit = 0;
	for (const step of packed.split(" ")) {
		const [after = "", above = ""] = step.split(",");
		unit += Number.parseInt(after, 36);
		table[unit] = unit - Number.parseInt(above, 36);
	}
	return table;
}

function foldTable(): Uint16Array {
	const table = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit);
	uniteForms(table);
	for (const [first, last] of FACES) {
		for (let unit = first; unit <= last; unit++) {
			const bare = String.fromCharCode(unit).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
			if (bare.length === 1) table[unit] = table[bare.charCodeAt(0)] ?? unit;
		}
	}
	return table;
}

/**
 * Makes one class of all characters that any table turns into one another, named by its first in
 * Unicode. A table that only went from traditional to simplified would lose what the way back made:
 * 着 is written 著, and 著 is simplified to itself.
 */
function uniteForms(table: Uint16Array): void {
	const rootOf = (unit: number): number => {
		let root = unit;
		while (table[root] !== root) root = table[root] ?? root;
		return root;
	};
	const tables: readonly string[] = [simplifiedOf, traditionalOf, taiwanVariants, hongKongVariants];
	for (const row of tables.flatMap((rows) => rows.split("|"))) {
		const [from = "", ...forms] = row.split(" ");
		for (const form of forms) {
			// Beyond the basic plane a character is two units; those stay as they are.
			if (from.length !== 1 || form.length !== 1) continue;
			const [low, high] = [rootOf(from.charCodeAt(0)), rootOf(form.charCodeAt(0))].sort((a, b) => a - b);
			if (low !== undefined && high !== undefined) table[high] = low;
		}
	}
	for (let unit = 0; unit < table.length; unit++) table[unit] = rootOf(unit);
}
