import { connect } from "node:net";

const CONNECTIONS = 16;

/**
 * Requests a second that a server answers on keep-alive connections, each asking again as soon as it
 * has its answer. Every answer to one address has the same length, so that bytes are counted and
 * nothing is parsed: the load costs little beside what it measures.
 */
export async function requestsPerSecond(address: string, milliseconds: number): Promise<number> {
	const { hostname, port, pathname, host } = new URL(address);
	const request = `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
	const length = await answerLength({ hostname, port: Number(port) }, request);
	let answers = 0;
	let running = true;
	const began = performance.now();
	const client = (): Promise<void> =>
		new Promise((resolve, reject) => {
			const socket = connect(Number(port), hostname, () => socket.write(request));
			let wanted = length;
			socket.on("error", reject);
			socket.on("data", (bytes) => {
				wanted -= bytes.length;
				if (wanted > 0) return;
				answers++;
				wanted = length;
				if (running) socket.write(request);
				else socket.destroy();
			});
			socket.on("close", () => resolve());
		});
	setTimeout(() => {
		running = false;
	}, milliseconds);
	await Promise.all(Array.from({ length: CONNECTIONS }, client));
	return answers / ((performance.now() - began) / 1000);
}

/** Bytes of one whole answer, head and body. */
function answerLength(to: { hostname: string; port: number }, request: string): Promise<number> {
	return new Promise((resolve, reject) => {
		let text = "";
		const socket = connect(to.port, to.hostname, () => socket.write(request));
		socket.setEncoding("latin1");
		socket.on("error", reject);
		socket.on("data", (part) => {
			text += part;
			const head = text.indexOf("\r\n\r\n");
			const body = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Number.NaN);
			if (head === -1 || text.length < head + 4 + body) return;
			if (Number.isNaN(body)) reject(new Error("the answer has no length"));
			socket.destroy();
			resolve(head + 4 + body);
		});
	});
}
