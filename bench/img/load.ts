import { connect, type Socket } from "node:net";

export interface Load {
	readonly port: number;
	/** Path and query of the request with this number. */
	readonly target: (number: number) => string;
	readonly requests: number;
	readonly connections: number;
	readonly headers?: string;
}

/** What a load came to; `bytes` are those of all bodies together. */
export interface Loaded {
	readonly seconds: number;
	readonly bytes: number;
	readonly statuses: Readonly<Record<string, number>>;
}

const HEAD_END = Buffer.from("\r\n\r\n");

/** Sends requests over kept connections, the next when the last is answered. Small, so that the servers are what is measured. */
export async function load(wanted: Load): Promise<Loaded> {
	const statuses: Record<string, number> = {};
	let sent = 0;
	let bytes = 0;
	const begun = performance.now();
	const take = (): number | null => (sent < wanted.requests ? sent++ : null);
	const told = (status: string, length: number): void => {
		statuses[status] = (statuses[status] ?? 0) + 1;
		bytes += length;
	};
	await Promise.all(Array.from({ length: wanted.connections }, () => drive(wanted, take, told)));
	return { seconds: (performance.now() - begun) / 1000, bytes, statuses };
}

function drive(
	{ port, target, headers = "" }: Load,
	take: () => number | null,
	told: (status: string, length: number) => void,
): Promise<void> {
	return new Promise((resolve, reject) => {
		const socket: Socket = connect(port, "127.0.0.1");
		let head = Buffer.alloc(0);
		let left = -1;
		const next = (): void => {
			const number = take();
			if (number === null) return void socket.end(resolve);
			socket.write(`GET ${target(number)} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}\r\n`);
		};
		socket.once("connect", next);
		socket.once("error", reject);
		socket.on("data", (chunk) => {
			let body = chunk;
			if (left < 0) {
				head = Buffer.concat([head, chunk]);
				const end = head.indexOf(HEAD_END);
				if (end < 0) return;
				const text = head.toString("latin1", 0, end);
				const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? "0";
				left = Number(length);
				told(text.slice(9, 12), left);
				body = head.subarray(end + 4);
				head = Buffer.alloc(0);
			}
			left -= body.length;
			if (left > 0) return;
			left = -1;
			next();
		});
	});
}
