import type { PressEvent, Pressed, SourceOutcome, Totals } from "../press/events.ts";
import type { Io, Options } from "./command.ts";

const BAR_WIDTH = 24;
/** The bar is drawn at most once in this many events: a terminal is slower than a pass. */
const EVENTS_PER_DRAW = 4;

/** Shows a pass as it runs: a bar on a terminal, a line for each source that had something in a log, nothing where quiet. */
export function progressOf(options: Options, io: Io): (event: PressEvent) => void {
	if (options.quiet || options.json) return () => {};
	return io.isTerminal && !options.verbose ? barOf(io) : (event) => writeLine(event, options, io);
}

function barOf(io: Io): (event: PressEvent) => void {
	let sources = 0;
	let asked = 0;
	let articles = 0;
	let events = 0;
	const draw = (): void => {
		const filled = sources === 0 ? 0 : Math.round((asked / sources) * BAR_WIDTH);
		const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
		io.err(`\r${bar} ${asked}/${sources} sources, ${articles} articles\x1b[K`);
	};
	return (event) => {
		if (event.kind === "pass-began") {
			sources = event.sources;
			asked = 0;
			articles = 0;
		}
		if (event.kind === "source-asked") asked++;
		if (event.kind === "article" && event.pressed.kind !== "unchanged") articles++;
		const line = standingLineOf(event);
		if (line !== null) io.err(`\r\x1b[K${line}\n`);
		if (event.kind === "pass-ended") return;
		if (events++ % EVENTS_PER_DRAW === 0 || event.kind === "source-asked") draw();
	};
}

/** What stays on a terminal when the bar has gone on. */
function standingLineOf(event: PressEvent): string | null {
	switch (event.kind) {
		case "source-asked":
			return event.outcome.kind === "failed" ? sourceLine(event) : null;
		case "clock-back":
			return clockLine(event);
		case "pass-ended":
			return totalsLine(event.totals);
		default:
			return null;
	}
}

function writeLine(event: PressEvent, options: Options, io: Io): void {
	switch (event.kind) {
		case "pass-began":
			return;
		case "source-asked":
			if (options.verbose || isNews(event.outcome)) io.err(`${sourceLine(event)}\n`);
			return;
		case "article":
			if (options.verbose || isTold(event.pressed))
				io.err(`${event.outlet}: ${pressedWords(event.pressed)} ${event.address}\n`);
			return;
		case "notice":
			io.err(`${event.source.outlet}: ${event.health.kind}: ${event.health.reason}\n`);
			return;
		case "clock-back":
			io.err(`${clockLine(event)}\n`);
			return;
		case "pass-ended":
			io.err(`${totalsLine(event.totals)}\n`);
	}
}

/** A log has a line for a source that had something or could not be read; the sum counts the others. */
function isNews(outcome: SourceOutcome): boolean {
	return outcome.kind === "failed" || (outcome.kind === "read" && outcome.fresh > 0);
}

/** What a reader of the log wants to know without asking: losses and changes, not every arrival. */
function isTold(pressed: Pressed): boolean {
	return pressed.kind !== "new" && pressed.kind !== "unchanged";
}

function sourceLine({ source, outcome }: Extract<PressEvent, { kind: "source-asked" }>): string {
	const { outlet, name: known = outlet } = source;
	const name = known === outlet ? outlet : `${outlet} (${known})`;
	if (outcome.kind === "failed") return `${name}: could not be read: ${outcome.reason}`;
	if (outcome.kind === "unchanged") return `${name}: nothing new`;
	return `${name}: ${outcome.sightings} seen, ${outcome.fresh} new`;
}

function pressedWords(pressed: Pressed): string {
	switch (pressed.kind) {
		case "new":
		case "revised":
		case "unchanged":
			return `${pressed.kind} «${pressed.title}»`;
		case "moved":
			return `moved to ${pressed.to}:`;
		default:
			return `${pressed.kind} (${pressed.reason}):`;
	}
}

function clockLine({ now, last }: Extract<PressEvent, { kind: "clock-back" }>): string {
	const [here, there] = [now, last].map(
		(at) => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`,
	);
	return `the clock says ${here}, and the archive last learnt something at ${there}: is it right? What comes is kept in order all the same`;
}

/** One line that says what a pass came to. */
export function totalsLine(totals: Totals): string {
	const parts = [
		`${totals.new} new`,
		`${totals.revised} revised`,
		`${totals.unchanged} unchanged`,
		`${totals.moved} moved`,
		`${totals.gone} gone`,
		`${totals.failed} not had`,
		`${totals.pictures} pictures`,
	];
	const read = totals.sources - totals.sourcesFailed;
	const online = read === 0 && totals.sources > 1 ? ": is this machine online?" : "";
	return [
		...parts.filter((part) => !part.startsWith("0 ")),
		`${read} of ${totals.sources} sources read${online}`,
	].join(", ");
}
