/** Runs the built program in this process and prints, after what it prints, the CPU it took in ms. */
import { runProgram } from "../../build/cli/program.js";

const status = await runProgram(process.argv.slice(2), {
	version: "bench",
	out: (text) => void process.stdout.write(text),
	err: (text) => void process.stderr.write(text),
	isTerminal: false,
	env: {},
	signal: new AbortController().signal,
});
const { user, system } = process.cpuUsage();
console.log(String((user + system) / 1000));
process.exitCode = status;
