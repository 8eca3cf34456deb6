/**
 * One of the two servers that are compared, as a process of its own: the reader over the sample
 * archive, or bare node:http sending the bytes that it is given. Prints its address; ends with its parent.
 */
import { createServer } from "node:http";
import { openServer } from "../../src/serve/server.ts";
import { openSample, SAMPLE_AT } from "../../test/support/sample.ts";

async function openReader(): Promise<string> {
	const server = await openServer({ library: await openSample(), port: 0, now: () => SAMPLE_AT });
	return server.address;
}

/** Sends the same page as the reader: its bytes and its headers, kept in memory. */
async function openBare(page: string): Promise<string> {
	const response = await fetch(page, { headers: { "accept-encoding": "identity" } });
	const body = Buffer.from(await response.arrayBuffer());
	const left = new Set(["connection", "date", "keep-alive", "transfer-encoding"]);
	const headers = Object.fromEntries([...response.headers].filter(([name]) => !left.has(name)));
	const server = createServer((_request, answer) => {
		answer.writeHead(200, { ...headers, "content-length": body.length });
		answer.end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const bound = server.address();
	if (bound === null || typeof bound === "string") throw new Error("the server is bound to no port");
	return `http://127.0.0.1:${bound.port}`;
}

const page = process.argv[2];
console.log(page === undefined ? await openReader() : await openBare(page));
process.once("disconnect", () => process.exit());
