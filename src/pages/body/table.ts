import { type AnyNode, type Element, isElement, isText } from "../../article/html.ts";
import type { Content, Tag } from "./tag.ts";

/** How the parts of a table become content. */
export interface CellContent {
	readonly flow: (nodes: readonly AnyNode[]) => readonly Content[];
	readonly headerCell: (nodes: readonly AnyNode[]) => readonly Content[];
	readonly caption: (nodes: readonly AnyNode[]) => readonly Content[];
}

/** A cell and where it lies in the grid, in columns and rows. */
interface Cell {
	readonly name: "td" | "th";
	readonly attribs: Readonly<Record<string, string>>;
	readonly nodes: readonly AnyNode[];
	column: number;
	width: number;
	height: number;
}

interface Row {
	readonly attribs: Readonly<Record<string, string>>;
	readonly cells: Cell[];
	/** The first column that nothing covers, and nothing to the right of it. */
	end: number;
}

interface Group {
	readonly name: "thead" | "tbody" | "tfoot";
	readonly rows: Row[];
}

interface Gathered {
	/** What stands in a table without being a part of it: browsers draw it before the table. */
	readonly before: AnyNode[];
	readonly captions: Element[];
	readonly groups: Group[];
}

/** A cell may say that it covers thousands; no table that is read has so many columns. */
const COLUMNS_MAX = 200;

/**
 * A table as HTML knows one (HTML Living Standard, 4.9): caption, head, body, foot, rows of cells, with no column
 * that no cell begins in, and no cell that covers another or reaches beyond the rows that there are.
 */
export function tableOf(element: Element, content: CellContent): readonly Content[] {
	const gathered: Gathered = { before: [], captions: [], groups: [] };
	gather(element, gathered);
	const [caption, ...others] = gathered.captions;
	const outside = content.flow([...gathered.before, ...others]);
	const words = caption === undefined ? [] : content.caption(caption.children);
	const groups = groupTags(gathered.groups, content);
	if (groups.length === 0) return [...outside, ...words];
	const named = words.length === 0 ? [] : [{ name: "caption", attribs: {}, children: words }];
	return [...outside, { name: "table", attribs: element.attribs, children: [...named, ...groups] }];
}

function gather(element: Element, into: Gathered): void {
	for (const node of element.children) {
		if (isElement(node)) gatherElement(node, into);
		else if (isText(node) && node.data.trim() !== "") into.before.push(node);
	}
}

function gatherElement(element: Element, into: Gathered): void {
	const { name, attribs } = element;
	switch (name) {
		case "caption":
			into.captions.push(element);
			break;
		case "thead":
		case "tbody":
		case "tfoot":
			into.groups.push({ name, rows: [] });
			gather(element, into);
			into.groups.push({ name: "tbody", rows: [] });
			break;
		case "tr":
			lastRows(into).push({ attribs, cells: element.children.flatMap(cellOf), end: 0 });
			break;
		case "td":
		case "th":
			lastRows(into).push({ attribs: {}, cells: cellOf(element), end: 0 });
			break;
		// They only say how columns look.
		case "col":
		case "colgroup":
			break;
		default:
			into.before.push(element);
	}
}

/** The rows of the group that is being gathered. */
function lastRows({ groups }: Gathered): Row[] {
	const last = groups.at(-1) ?? { name: "tbody", rows: [] };
	if (groups.length === 0) groups.push(last);
	return last.rows;
}

function cellOf(node: AnyNode): Cell[] {
	const place = { column: 0, width: 1, height: 1 };
	if (isElement(node) && (node.name === "td" || node.name === "th"))
		return [{ name: node.name, attribs: node.attribs, nodes: node.children, ...place }];
	const isAnything = isElement(node) || (isText(node) && node.data.trim() !== "");
	return isAnything ? [{ name: "td", attribs: {}, nodes: [node], ...place }] : [];
}

/** Head first, foot last; a second head or foot is a body. */
function groupTags(groups: readonly Group[], content: CellContent): readonly Tag[] {
	for (const { rows } of groups) layOut(rows);
	const columns = columnsOf(groups.flatMap(({ rows }) => rows));
	const filled = groups.filter(({ rows }) => rows.some(({ cells }) => cells.length > 0));
	const head = filled.find(({ name }) => name === "thead");
	const foot = filled.findLast(({ name }) => name === "tfoot");
	const tag = (group: Group, name: string): Tag => ({
		...{ name, attribs: {} },
		children: rowTags(group.rows, columns, content),
	});
	return [
		...(head === undefined ? [] : [tag(head, "thead")]),
		...filled.filter((group) => group !== head && group !== foot).map((group) => tag(group, "tbody")),
		...(foot === undefined ? [] : [tag(foot, "tfoot")]),
	];
}

/** Gives every cell of a group its place (HTML Living Standard, 4.9.12). */
function layOut(rows: readonly Row[]): void {
	/** Of each column, the row at which it is free again. */
	const until: number[] = [];
	const isFree = (column: number, row: number): boolean => (until[column] ?? 0) <= row;
	rows.forEach((row, at) => {
		let column = 0;
		for (const cell of row.cells) {
			while (!isFree(column, at)) column++;
			const wanted = Math.min(spanOf(cell, "colspan") || 1, COLUMNS_MAX);
			cell.column = column;
			cell.width = 1;
			while (cell.width < wanted && isFree(column + cell.width, at)) cell.width++;
			cell.height = Math.min(spanOf(cell, "rowspan") || rows.length, rows.length - at);
			until.length = Math.max(until.length, column + cell.width);
			until.fill(at + cell.height, column, column + cell.width);
			column += cell.width;
		}
		row.end = until.findLastIndex((free) => free > at) + 1;
	});
}

/** How many columns or rows a cell says that it covers; 0 is all that are left. */
function spanOf({ attribs }: Cell, name: "colspan" | "rowspan"): number {
	const text = attribs[name]?.trim() ?? "";
	return /^\d{1,5}$/.test(text) ? Number(text) : 1;
}

/** Of each column of the grid, how many columns that a cell begins in lie before it; the last one is their number. */
function columnsOf(rows: readonly Row[]): readonly number[] {
	const begins = new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)));
	const end = rows.reduce((most, row) => Math.max(most, row.end), 0);
	const before = [0];
	for (let column = 0; column < end; column++)
		before.push((before[column] ?? 0) + (begins.has(column) ? 1 : 0));
	return before;
}

function rowTags(rows: readonly Row[], columns: readonly number[], content: CellContent): readonly Tag[] {
	const width = (from: number, to: number): number => (columns[to] ?? 0) - (columns[from] ?? 0);
	const height = (from: number, to: number): number =>
		rows.slice(from, to).filter(({ cells }) => cells.length > 0).length;
	return rows.flatMap(({ attribs, cells, end }, at): Tag[] => {
		if (cells.length === 0) return [];
		const children = cells.map((cell): Tag => {
			const { name, column, nodes } = cell;
			const [across, down] = [width(column, column + cell.width), height(at, at + cell.height)];
			const inner = name === "th" ? content.headerCell(nodes) : content.flow(nodes);
			return { name, attribs: { ...cell.attribs, ...spans(across, down) }, children: inner };
		});
		const left = width(end, columns.length - 1);
		const rest = left === 0 ? [] : [{ name: "td", attribs: spans(left, 1), children: [] }];
		return [{ name: "tr", attribs, children: [...children, ...rest] }];
	});
}

function spans(across: number, down: number): { colspan: string; rowspan: string } {
	return { colspan: String(across), rowspan: String(down) };
}
