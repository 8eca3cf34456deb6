import { CommanderError, Command as Program } from "commander";
import { ConfigError } from "../press/config.ts";
import { type Command, type ExitStatus, type Io, type Options, UsageError } from "./command.ts";
import { commands } from "./commands.ts";
import { explainFailure } from "./failure.ts";

const GLOBAL_OPTIONS: Command["options"] = [
	["-c, --config <file>", "the configuration (default: pressmark.yaml)"],
	["-a, --archive <folder>", "the archive, instead of the one that the configuration names"],
	["--json", "print JSON, one value"],
	["-q, --quiet", "print problems and results only"],
	["-v, --verbose", "print every article"],
];

const DEFAULTS: Options = { config: "pressmark.yaml" };

/** Runs one call of the program. Every failure ends in one message and a status; nothing is thrown. */
export async function runProgram(words: readonly string[], io: Io): Promise<ExitStatus> {
	let status: ExitStatus = 0;
	const program = programOf(io, (ended) => {
		status = ended;
	});
	try {
		await program.parseAsync(words, { from: "user" });
		return status;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
		io.err(`pressmark: ${explainFailure(error)}\n`);
		if (words.includes("--verbose") && error instanceof Error) io.err(`${error.stack}\n`);
		return error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
	}
}

function programOf(io: Io, ended: (status: ExitStatus) => void): Program {
	const program = new Program("pressmark")
		.description("Keeps the news: mirrors outlets into plain files that anyone can read, search and verify.")
		.version(io.version, "-V, --version")
		.configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
		.configureHelp({ showGlobalOptions: false })
		.exitOverride()
		.showHelpAfterError("(pressmark --help lists the commands)");
	for (const command of commands) addCommand(program, command, io, ended);
	return program;
}

function addCommand(program: Program, command: Command, io: Io, ended: (status: ExitStatus) => void): void {
	const sub = program.command(command.name).description(command.summary).exitOverride();
	sub.configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) });
	for (const [name, meaning] of command.arguments) sub.argument(name, meaning);
	for (const [flags, meaning] of [...command.options, ...GLOBAL_OPTIONS]) sub.option(flags, meaning);
	sub.addHelpText("after", examplesOf(command));
	sub.action(async (...given: unknown[]) => {
		const args = given.slice(0, command.arguments.length).flat() as (string | undefined)[];
		const options = { ...DEFAULTS, ...(sub.opts() as Partial<Options>) };
		ended(await command.run(args, options, io));
	});
}

function examplesOf({ examples }: Command): string {
	const width = Math.max(...examples.map(([line]) => line.length));
	return `\nExamples:\n${examples.map(([line, meaning]) => `  ${line.padEnd(width)}  ${meaning}`).join("\n")}`;
}
