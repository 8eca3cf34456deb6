#!/usr/bin/env node
import { readFileSync } from "node:fs";
import type { Io } from "./command.ts";

const MAJOR_MIN = 24;

/** How long a second signal is waited for before the program ends whatever it is doing. */
function signalOf(): AbortSignal {
	const controller = new AbortController();
	const end = (): void => {
		if (controller.signal.aborted) process.exit(130);
		controller.abort();
	};
	process.on("SIGINT", end);
	process.on("SIGTERM", end);
	return controller.signal;
}

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
	version: string;
};

const io: Io = {
	version: manifest.version,
	out: (text) => void process.stdout.write(text),
	err: (text) => void process.stderr.write(text),
	isTerminal: process.stderr.isTTY === true,
	env: process.env,
	signal: signalOf(),
};

// A reader that stops reading (`pressmark search x | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code === "EPIPE") process.exit(0);
	throw error;
});

if (Number(process.versions.node.split(".")[0]) < MAJOR_MIN) {
	io.err(
		`pressmark: Node ${MAJOR_MIN} or newer is needed; this is ${process.version}. In the project, npm scripts and npx bring it.\n`,
	);
	process.exit(1);
}
// Only now: what an older Node lacks cannot even be loaded there.
const { runProgram } = await import("./program.ts");
process.exitCode = await runProgram(process.argv.slice(2), io);
