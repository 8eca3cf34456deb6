import { spawn } from "node:child_process";
import { LANGUAGES } from "../pages/languages.ts";
import type { Language } from "../pages/words.ts";
import type { SiteOptions } from "./site/options.ts";
import { writeSite } from "./site.ts";
import type { Output } from "./write.ts";
import { ILLUSTRATION } from "./zim/illustration.ts";

export interface ZimOptions extends Omit<SiteOptions, "baseUrl"> {
	/** The folder that `output` writes to: empty, and no longer needed afterwards. */
	readonly folder: string;
	/** The file to make; nothing is there yet. */
	readonly file: string;
}

export type ZimWritten =
	| { readonly kind: "written"; readonly articles: number }
	| { readonly kind: "failed"; readonly reason: string };

/** The program of openZIM's zim-tools that packs a folder of pages. */
const PACKER = "zimwriterfs";
const ILLUSTRATION_FILE = "illustration.png";
/** What only a web server or the next writing of a site reads. */
const LEFT_OUT: ReadonlySet<string> = new Set(["404.html", "robots.txt", ".nojekyll", "site.json"]);
/** ISO 639-3, as ZIM's metadata has it. */
const CODES: Readonly<Record<Language, string>> = { "zh-Hans": "zho", "zh-Hant": "zho", en: "eng" };
/** openZIM's metadata rules. */
const TITLE_LENGTH_MAX = 30;
const SAID_LENGTH_MAX = 2_000;

/**
 * Writes the archive as a ZIM file, which Kiwix reads without a network: the site's pages, packed by
 * zimwriterfs with a full-text index.
 */
export async function writeZim(options: ZimOptions): Promise<ZimWritten> {
	const missing = await failureOf(["--version"]);
	if (missing !== null) return { kind: "failed", reason: missing };
	const output = withoutServerFiles(options.output);
	const { articles } = await writeSite({ ...options, output, baseUrl: null });
	output.write(ILLUSTRATION_FILE, ILLUSTRATION);
	const reason = await failureOf(argumentsOf(options), options.signal);
	options.signal?.throwIfAborted();
	return reason === null ? { kind: "written", articles } : { kind: "failed", reason };
}

function withoutServerFiles(output: Output): Output {
	return { ...output, write: (path, content) => !LEFT_OUT.has(path) && output.write(path, content) };
}

function argumentsOf({ folder, file, name, language }: ZimOptions): readonly string[] {
	const metadata = {
		welcome: "index.html",
		illustration: ILLUSTRATION_FILE,
		language: CODES[language],
		title: [...name].slice(0, TITLE_LENGTH_MAX).join(""),
		description: LANGUAGES[language].tagline,
		creator: name,
		publisher: "Pressmark",
		name: `pressmark_${CODES[language]}`,
	};
	return [...Object.entries(metadata).map(([key, value]) => `--${key}=${value}`), folder, file];
}

/** Runs the packer: null where all went well, else what is wrong and what to do about it. */
function failureOf(words: readonly string[], signal?: AbortSignal): Promise<string | null> {
	return new Promise((resolve) => {
		const packer = spawn(PACKER, words, {
			stdio: ["ignore", "ignore", "pipe"],
			...(signal !== undefined && { signal }),
		});
		let said = "";
		packer.stderr.setEncoding("utf8");
		packer.stderr.on("data", (text: string) => {
			said = (said + text).slice(-SAID_LENGTH_MAX);
		});
		packer.on("error", (error) => resolve(notStarted(error)));
		packer.on("close", (status) =>
			resolve(status === 0 ? null : `${PACKER} failed (${status}): ${said.trim()}`),
		);
	});
}

function notStarted(error: NodeJS.ErrnoException): string {
	return error.code === "ENOENT"
		? `${PACKER} is not installed: apt-get install zim-tools (Debian, Ubuntu), or see https://github.com/openzim/zim-tools`
		: `${PACKER} could not be started: ${error.message}`;
}
