/** One server of the bench in a process of its own: `node servers.ts <name> <folder> <effort>`; tells its port to its parent. */
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAdaptorServer, getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import sharp from "sharp";
import { type Images, openImages } from "../../src/serve/img/images.ts";
import { openShelf } from "../../test/support/shelf.ts";

const WIDTH = 640;
const [name = "", folder = "", effort = ""] = process.argv.slice(2);

const SERVERS: Readonly<Record<string, () => Promise<Server>>> = {
	/** As the reader mounts it: hono on @hono/node-server. */
	ours: async () => {
		const app = new Hono();
		const images = await openOurs();
		app.get("/img", (context) => images.handle(context.req.raw));
		return createAdaptorServer({ fetch: app.fetch }) as Server;
	},
	/** The same with what is in memory answered before hono is asked. */
	"ours-direct": async () => {
		const app = new Hono();
		const images = await openOurs();
		app.get("/img", (context) => images.handle(context.req.raw));
		const rest = getRequestListener(app.fetch);
		return createServer((request, response) => {
			const { method = "", url: target = "" } = request;
			const ifNoneMatch = request.headers["if-none-match"] ?? null;
			const known = target.startsWith("/img?") ? images.fromMemory({ method, target, ifNoneMatch }) : null;
			if (known === null) return void rest(request, response);
			response.writeHead(known.status, known.headers).end(known.body ?? undefined);
		});
	},
	/** The least that makes the same picture: sharp on a file with our kernel, in the server's own process. */
	bare: async () => {
		sharp.cache(false);
		return createServer((request, response) => {
			sharp(join(folder, nameIn(request.url)))
				.resize(WIDTH, null, { kernel: "lanczos2" })
				.webp({ effort: Number(effort) })
				.toBuffer()
				.then((bytes) =>
					response
						.writeHead(200, { "content-type": "image/webp", "content-length": bytes.length })
						.end(bytes),
				);
		});
	},
	/** The least that answers a picture: bytes and headers at hand, as our own server sends them. */
	static: async () => {
		const bytes = readFileSync(join(folder, "answer.bin"));
		const headers = JSON.parse(readFileSync(join(folder, "answer.json"), "utf8")) as Record<string, string>;
		return createServer((_, response) => void response.writeHead(200, headers).end(bytes));
	},
	ipx: async () => {
		// Not a dependency of the project: installed by run.ts beside this file.
		const { createIPX, ipxFSStorage, createIPXNodeServer } = (await import("ipx" as string)) as {
			createIPX: (options: object) => object;
			ipxFSStorage: (options: object) => object;
			createIPXNodeServer: (ipx: object) => RequestListener;
		};
		return createServer(createIPXNodeServer(createIPX({ storage: ipxFSStorage({ dir: folder }) })));
	},
};

async function openOurs(): Promise<Images> {
	const shelf = await openShelf();
	for (const photo of readdirSync(folder).filter((file) => file.startsWith("photo-"))) {
		shelf.putFile(`http://photos.test/${photo}`, join(folder, photo));
	}
	return openImages({
		library: shelf.library,
		now: () => Date.now(),
		limits: { makings: 1_000_000 },
		cacheFolder: join(folder, "cache"),
		...(effort === "" ? {} : { efforts: { webp: Number(effort), avif: 2, gif: 2 } }),
	});
}

const nameIn = (address = ""): string => /photo-\d+\.jpg/.exec(address)?.[0] ?? "none";

const server = await SERVERS[name]?.();
server?.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
