import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import {
	type AddressInfo,
	connect,
	createServer as createTcpServer,
	type Server,
	type Socket,
} from "node:net";
import { join } from "node:path";
import { before, test } from "node:test";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import type { Fetched } from "../../../src/collect/net/fetched.ts";
import { openFetcher } from "../../../src/collect/net/fetcher.ts";
import { openOrigin } from "../../support/origin.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures/tls");

before(() => {
	const authority = readFileSync(join(FIXTURES, "authority.pem"), "utf8");
	setDefaultCACertificates([...getCACertificates("bundled"), authority]);
});

async function listen(server: Server): Promise<number> {
	server.listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	return (server.address() as AddressInfo).port;
}

async function fetchThrough(proxy: string, address: string, port: number): Promise<Fetched> {
	const fetcher = openFetcher({
		allow: [],
		ports: [80, port],
		proxy,
		paceMs: 0,
		userAgent: "Pressmark/0.0.0",
		now: () => performance.now(),
		lookup: async () => ["127.0.0.1"],
	});
	const fetched = await fetcher.fetch({ address, kind: "feed" });
	fetcher.close();
	return fetched;
}

/** Pipes a client to the origin, whatever name it asked for: the proxy's own way of finding things. */
function pipe(client: Socket, port: number): void {
	const onward = connect(port, "127.0.0.1");
	client.pipe(onward).pipe(client);
	for (const socket of [client, onward]) socket.on("error", () => socket.destroy());
}

test("plain http is asked of an HTTP proxy by its whole address, with the proxy's own password", async () => {
	const seen: IncomingMessage[] = [];
	const proxy = createServer((request, response) => {
		seen.push(request);
		response.end("through");
	});
	const port = await listen(proxy);
	const fetched = await fetchThrough(`http://me:p%40ss@127.0.0.1:${port}`, "http://news.test/feed?a=1", 80);
	assert.ok(fetched.kind === "page");
	assert.equal(fetched.capture.peer, null);
	assert.ok(!("proxy-authorization" in fetched.capture.requestHeaders));
	const [request] = seen;
	assert.equal(request?.url, "http://news.test/feed?a=1");
	assert.equal(request?.headers.host, "news.test");
	assert.equal(request?.headers["proxy-authorization"], `Basic ${btoa("me:p@ss")}`);
	proxy.closeAllConnections();
	proxy.close();
});

test("https is tunnelled through an HTTP proxy, and a proxy that will not is our side's trouble", async () => {
	const proxy = createServer();
	const asked: string[] = [];
	proxy.on("connect", (request, socket) => {
		asked.push(request.url ?? "");
		socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
	});
	const port = await listen(proxy);
	const fetched = await fetchThrough(`http://127.0.0.1:${port}`, "https://news.test:80/", 80);
	assert.deepEqual(asked, ["news.test:80"]);
	assert.ok(fetched.kind === "unreachable");
	assert.equal(`${fetched.side}: ${fetched.reason}`, `ours: the proxy 127.0.0.1:${port} answered 403`);
	proxy.closeAllConnections();
	proxy.close();
});

test("what a tunnel carries is TLS with the outlet itself, whose certificate counts", async () => {
	const pem = readFileSync(join(FIXTURES, "valid.pem"));
	const origin = createTlsServer({ key: pem, cert: pem }, (_request, response) => response.end("secret"));
	const originPort = await listen(origin);
	const proxy = createServer();
	proxy.on("connect", (_request, socket: Socket) => {
		socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
		pipe(socket, originPort);
	});
	const port = await listen(proxy);
	const through = (host: string): Promise<Fetched> =>
		fetchThrough(`http://127.0.0.1:${port}`, `https://${host}:${originPort}/`, originPort);
	const fetched = await through("secure.test");
	assert.ok(fetched.kind === "page");
	assert.equal(Buffer.from(fetched.capture.content).toString(), "secret");
	const other = await through("other.test");
	assert.ok(other.kind === "unreachable");
	assert.match(other.reason, /certificate is for another host/);
	for (const server of [proxy, origin]) {
		server.closeAllConnections();
		server.close();
	}
});

test("socks5h leaves the name to the far end; socks5 looks it up here, where the guard sees it", async () => {
	const origin = await openOrigin((_request, response) => response.end("through"));
	const names: string[] = [];
	const proxy = createTcpServer((client) => {
		client.once("data", () => {
			client.write(Buffer.from([5, 0]));
			client.once("data", (request: Buffer) => {
				const isName = request[3] === 3;
				names.push(isName ? request.subarray(5, 5 + (request[4] ?? 0)).toString() : "a number");
				client.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 80]));
				pipe(client, origin.port);
			});
		});
		client.on("error", () => client.destroy());
	});
	const port = await listen(proxy);
	const far = await fetchThrough(`socks5h://127.0.0.1:${port}`, "http://hidden.onion/", 80);
	assert.equal(far.kind, "page");
	assert.deepEqual(names, ["hidden.onion"]);
	const near = await fetchThrough(`socks5://127.0.0.1:${port}`, "http://news.test/", 80);
	assert.ok(near.kind === "refused");
	assert.match(near.reason, /news\.test is at 127\.0\.0\.1/);
	assert.equal(names.length, 1);
	proxy.close();
	await origin.close();
});

test("behind a proxy, numbers, local names and odd ports are refused as ever, and no proxy is told of them", async () => {
	for (const address of ["http://127.0.0.1/", "http://localhost/", "http://news.test:22/"]) {
		for (const proxy of ["socks5h://127.0.0.1:9", "http://127.0.0.1:9"]) {
			const fetched = await fetchThrough(proxy, address, 80);
			assert.equal(fetched.kind, "refused", `${proxy} ${address}`);
		}
	}
	await assert.rejects(
		fetchThrough("ftp://127.0.0.1:9", "http://news.test/", 80),
		/write http:\/\/host:port/,
	);
});
