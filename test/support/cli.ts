import { runProgram } from "../../src/cli/program.ts";

/** What one call of the program printed and how it ended. */
export interface Ran {
	readonly status: number;
	readonly out: string;
	readonly err: string;
}

/** Calls the program in this process, as a shell would. */
export async function pressmark(...words: string[]): Promise<Ran> {
	let out = "";
	let err = "";
	const status = await runProgram(words, {
		out: (text) => {
			out += text;
		},
		err: (text) => {
			err += text;
		},
		...{ version: "9.9.9", isTerminal: false, env: {}, signal: new AbortController().signal },
	});
	return { status, out, err };
}
