import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { sharedPath } from "./shared.ts";

/** The web of recorded pages that lies beside the project, on a free port of loopback. */
export interface Replay {
	readonly origin: string;
	/** The requests so far: `time status method path validators agent`. */
	log(): Promise<readonly string[]>;
	/** From day 2 on some articles are edited, retitled, moved or gone. */
	moveTo(day: number): Promise<void>;
	close(): Promise<void>;
}

/** Starts the replay server as a process of its own. */
export async function openReplay(): Promise<Replay> {
	const script = sharedPath("replay/serve.mjs") ?? "";
	const port = await freePort();
	const server = spawn(process.execPath, [script, "--port", String(port)], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	await once(server.stdout, "data");
	const origin = `http://127.0.0.1:${port}`;
	return {
		origin,
		log: async () => (await (await fetch(`${origin}/log`)).text()).trim().split("\n"),
		moveTo: async (day) => void (await fetch(`${origin}/day/${day}`, { method: "PUT" })),
		close: () => ended(server),
	};
}

async function ended(server: ChildProcess): Promise<void> {
	server.kill();
	if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
}

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, "127.0.0.1");
	await once(probe, "listening");
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, "close");
	return port;
}
