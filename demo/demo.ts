/** `npm run demo`: the main job in one minute, without the internet. */
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openOutlet } from "./outlet.ts";

const folder = mkdtempSync(join(tmpdir(), "pressmark-demo-"));
const config = join(folder, "pressmark.yaml");
const outlet = await openOutlet(Date.now());
writeFileSync(
	config,
	`archive: ./archive
network:
  allow: [127.0.0.1]
  paceMs: 0
serve:
  title: Pressmark 演示
  port: ${process.env["PORT"] ?? 4319}
sources:
  - outlet: demo
    name: 示范日报
    home: ${outlet.address}/
    feed: ${outlet.address}/feed.xml
`,
);

function pressmark(...words: string[]): Promise<number> {
	const child = spawn(process.execPath, ["build/cli/main.js", ...words, "--config", config], {
		stdio: "inherit",
	});
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
	return new Promise((resolve) => child.on("exit", (status) => resolve(status ?? 1)));
}

const say = (text: string): void => console.log(`\n— ${text}`);

say(`An outlet of six articles opens at ${outlet.address}/. Pressmark mirrors it into ${folder}/archive:`);
await pressmark("sync", "--verbose");
say(
	"The outlet now rewrites one article without a word and withdraws another. Every article is asked for again:",
);
outlet.changeItsMind();
await pressmark("sync", "--recheck", "--verbose");
say("Both versions are kept, and so is the withdrawn article. Search finds them, in either script:");
await pressmark("search", "圖書館", "--limit", "2");
say("Every file, hash and signature is checked:");
await pressmark("verify");
say("And this is the archive to read. Ctrl-C ends the demonstration.");
const status = await pressmark("run");
outlet.close();
process.exitCode = status === 130 ? 0 : status;
