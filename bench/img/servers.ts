/** One server of the bench in a process of its own: `node servers.ts <name> <folder> <effort>`; tells its port to its parent. */
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import sharp from "sharp";
import type { Library } from "../../src/article/library.ts";
import { openImages } from "../../src/serve/img/images.ts";
import { openServer, type ServerOptions } from "../../src/serve/server.ts";
import { openShelf } from "../../test/support/shelf.ts";

const WIDTH = 640;
const [name = "", folder = "", effort = ""] = process.argv.slice(2);

const SERVERS: Readonly<Record<string, () => Promise<{ readonly address: string }>>> = {
	/** The reader's own server. */
	ours: async () => openServer({ ...(await optionsOfOurs()), port: 0 }),
	/** The same routes without what the server answers from memory before them. */
	"ours-hono": async () => {
		const app = new Hono();
		const { library, now, images: options } = await optionsOfOurs();
		const images = await openImages({ library, now, ...options });
		app.get("/img", (context) => images.handle(context.req.raw));
		return listening(createAdaptorServer({ fetch: app.fetch }) as Server);
	},
	/** The least that makes the same picture: sharp on a file with our kernel, in the server's own process. */
	bare: async () => {
		sharp.cache(false);
		const make = (name: string): Promise<Buffer> =>
			sharp(join(folder, name))
				.resize(WIDTH, null, { kernel: "lanczos2" })
				.webp({ effort: Number(effort) })
				.toBuffer();
		const server = createServer(async (request, response) => {
			const bytes = await make(nameIn(request.url));
			response.writeHead(200, { "content-type": "image/webp", "content-length": bytes.length }).end(bytes);
		});
		return listening(server);
	},
	/** The least that answers a picture: bytes and headers at hand, as our own server sends them. */
	static: async () => {
		const bytes = readFileSync(join(folder, "answer.bin"));
		const headers = JSON.parse(readFileSync(join(folder, "answer.json"), "utf8")) as Record<string, string>;
		return listening(createServer((_, response) => void response.writeHead(200, headers).end(bytes)));
	},
	ipx: async () => {
		// Not a dependency of the project: installed by run.ts beside this file.
		const { createIPX, ipxFSStorage, createIPXNodeServer } = (await import("ipx" as string)) as {
			createIPX: (options: object) => object;
			ipxFSStorage: (options: object) => object;
			createIPXNodeServer: (ipx: object) => RequestListener;
		};
		return listening(
			createServer(createIPXNodeServer(createIPX({ storage: ipxFSStorage({ dir: folder }) }))),
		);
	},
};

/** The shelf has pictures only: nothing else is asked for here. */
async function optionsOfOurs(): Promise<Pick<ServerOptions, "library" | "now" | "images">> {
	const shelf = await openShelf();
	for (const photo of readdirSync(folder).filter((file) => file.startsWith("photo-"))) {
		shelf.putFile(`http://photos.test/${photo}`, join(folder, photo));
	}
	return {
		library: shelf.library as Library,
		now: () => Date.now(),
		images: {
			limits: { makings: 1_000_000 },
			cacheFolder: join(folder, "cache"),
			...(effort === "" ? {} : { efforts: { webp: Number(effort), avif: 2, gif: 2 } }),
		},
	};
}

async function listening(server: Server): Promise<{ address: string }> {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const nameIn = (address = ""): string => /photo-\d+\.jpg/.exec(address)?.[0] ?? "none";

const server = await SERVERS[name]?.();
process.send?.(Number(new URL(server?.address ?? "").port));
