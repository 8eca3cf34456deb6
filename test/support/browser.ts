import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PLACES: readonly string[] = [
	"/usr/bin/chromium",
	"/usr/bin/chromium-browser",
	"/usr/bin/google-chrome",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const executablePath = PLACES.find((path) => existsSync(path));

/** For `test(name, { skip: skipWithoutBrowser() }, …)`: says loudly what is missing. */
export function skipWithoutBrowser(): string | false {
	return (
		executablePath === undefined &&
		"SKIPPED: no chromium here (Debian: apt-get install chromium fonts-noto-cjk)"
	);
}

/** Nothing leaves this machine, whatever a page asks for: every other name and address is none that is known. */
const ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

/** A browser without a window, to which only loopback answers. Call only where `skipWithoutBrowser` says false. */
export function openBrowser(): Promise<Browser> {
	if (executablePath === undefined) throw new Error("there is no chromium to open");
	return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage", ALONE] });
}
