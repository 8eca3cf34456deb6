/** The front door's hold on the process: words in, lines out. */
export interface Io {
	out(text: string): void;
	err(text: string): void;
	/** Whether `err` is a terminal that can show a bar. */
	readonly isTerminal: boolean;
	/** The program's own version, as its manifest has it. */
	readonly version: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Aborted by SIGINT or SIGTERM. */
	readonly signal: AbortSignal;
}

/** 0: all went well. 1: something asked for could not be done. 2: the words of the call are off. 130: stopped by a signal. */
export type ExitStatus = 0 | 1 | 2 | 130;

/** Options as parsed: those every command takes, and its own. */
export interface Options extends Readonly<Record<string, unknown>> {
	readonly config: string;
	readonly archive?: string;
	readonly json?: boolean;
	readonly quiet?: boolean;
	readonly verbose?: boolean;
}

/** One command: a row of the table in commands.ts, a page of docs/commands.md. */
export interface Command {
	readonly name: string;
	/** As `--help` shows it: `<required>`, `[optional]`, `[several...]`. */
	readonly arguments: readonly (readonly [name: string, meaning: string])[];
	readonly summary: string;
	readonly options: readonly (readonly [flags: string, meaning: string])[];
	readonly examples: readonly (readonly [line: string, meaning: string])[];
	run(args: readonly (string | undefined)[], options: Options, io: Io): Promise<ExitStatus>;
}

/** The call's words are right in form and wrong in meaning: printed as it stands, exit status 2. */
export class UsageError extends Error {}
