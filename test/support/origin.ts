import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";

/** A server on loopback that a test scripts. */
export interface Origin {
	/** `http://127.0.0.1:port`, without a slash. */
	readonly address: string;
	readonly port: number;
	/** Every request as it came, in order. */
	readonly requests: IncomingMessage[];
	/** Connections made so far. */
	connections(): number;
	close(): Promise<void>;
}

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** Opens a server that answers every request with the function given. */
export async function openOrigin(answer: Answering, host = "127.0.0.1"): Promise<Origin> {
	const requests: IncomingMessage[] = [];
	let connections = 0;
	const server = createServer((request, response) => {
		requests.push(request);
		answer(request, response);
	});
	server.on("connection", (socket) => {
		connections++;
		socket.unref();
	});
	server.listen(0, host);
	// A test that fails before it closes its server must not keep the run waiting.
	server.unref();
	await new Promise((resolve) => server.once("listening", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		address: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
		port,
		requests,
		connections: () => connections,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

/** A server that speaks bytes, for what no HTTP library would send. */
export async function openRawOrigin(answer: (socket: Socket) => void): Promise<Origin> {
	const sockets = new Set<Socket>();
	let connections = 0;
	const server = createTcpServer((socket) => {
		connections++;
		sockets.add(socket);
		socket.on("error", () => socket.destroy());
		socket.once("close", () => sockets.delete(socket));
		socket.once("data", () => answer(socket));
	});
	server.listen(0, "127.0.0.1");
	server.unref();
	await new Promise((resolve) => server.once("listening", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		address: `http://127.0.0.1:${port}`,
		port,
		requests: [],
		connections: () => connections,
		close: () =>
			new Promise((resolve) => {
				for (const socket of sockets) socket.destroy();
				server.close(() => resolve());
			}),
	};
}
