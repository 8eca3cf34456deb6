import type { Cell } from "../article/article.ts";
import type { Box } from "./box.ts";

const CELL_TEXT_MAX = 600;
const ROWS_MAX = 5000;

/** Whether a table holds data: rows of short cells. Tables that lay out a page, or code beside its line numbers, are read like any other box. */
export function isDataTable(table: Box): boolean {
	const rows = rowsOf(table);
	if (rows.length === 0 || holdsLayout(table.boxes)) return false;
	const cells = rows.flatMap((row) => row.boxes);
	if (cells.some((cell) => cell.name === "th")) return true;
	return rows.some((row) => row.boxes.length > 1) && cells.every((cell) => cell.text <= CELL_TEXT_MAX);
}

const holdsLayout = (boxes: readonly Box[]): boolean =>
	boxes.some((box) => box.name === "table" || box.name === "pre" || holdsLayout(box.boxes));

function rowsOf(table: Box): Box[] {
	const rows: Box[] = [];
	const visit = (box: Box): void => {
		if (box.dropped !== null || rows.length >= ROWS_MAX) return;
		if (box.name === "tr") rows.push(box);
		else box.boxes.forEach(visit);
	};
	table.boxes.forEach(visit);
	return rows;
}

/** The rows of a data table; rows without text are left out. */
export function readRows(table: Box, htmlOf: (cell: Box) => string): Cell[][] {
	return rowsOf(table)
		.map((row) =>
			row.boxes
				.filter((cell) => cell.name === "td" || cell.name === "th")
				.map((cell): Cell => ({ header: cell.name === "th", html: htmlOf(cell) })),
		)
		.filter((row) => row.some((cell) => cell.html !== ""));
}
