/** The child process in which pictures are decoded and encoded: it may be killed at any moment. */
import sharp from "sharp";
import type { Format } from "./formats/format.ts";
import type { Job, Outcome } from "./job.ts";
import { refusals } from "./refusal.ts";
import { render } from "./render.ts";

/** What a worker is told before its first job. */
export interface Rules {
	readonly kind: "rules";
	readonly accepts: readonly Format[];
	readonly residentBytes: number;
}

export interface Order {
	readonly kind: "order";
	readonly job: Job;
}

/** A worker's first word: its decoders are loaded, and it knows the rules. */
export interface Ready {
	readonly kind: "ready";
}

/** A worker's answer, with its resident size so that a swollen one can be replaced. */
export interface Answer {
	readonly kind: "answer";
	readonly outcome: Outcome;
	readonly residentBytes: number;
}

const WATCH_MS = 50;

/** libvips' loaders for each format: from a file, and from memory. */
const LOADERS: Readonly<Record<Format, readonly string[]>> = {
	jpeg: ["VipsForeignLoadJpegFile", "VipsForeignLoadJpegBuffer"],
	png: ["VipsForeignLoadPngFile", "VipsForeignLoadPngBuffer"],
	webp: ["VipsForeignLoadWebpFile", "VipsForeignLoadWebpBuffer"],
	avif: ["VipsForeignLoadHeifFile", "VipsForeignLoadHeifBuffer"],
	gif: ["VipsForeignLoadNsgifFile", "VipsForeignLoadNsgifBuffer"],
	tiff: ["VipsForeignLoadTiffFile"],
	svg: [],
};
/** Drawings come from memory only: our own masks, and markup that has been sanitised. */
const DRAWING_LOADER = "VipsForeignLoadSvgBuffer";

function follow({ accepts, residentBytes }: Rules): void {
	sharp.cache(false);
	sharp.concurrency(1);
	sharp.block({ operation: ["VipsForeignLoad"] });
	sharp.unblock({ operation: [DRAWING_LOADER, ...accepts.flatMap((format) => LOADERS[format])] });
	process.send?.({ kind: "ready" } satisfies Ready);
	// The decoders run in threads of their own, so this one is free to watch what no estimate foresaw.
	setInterval(() => {
		if (process.memoryUsage.rss() > residentBytes) answer(refusals.library("out of memory"), end);
	}, WATCH_MS);
}

function end(): void {
	process.kill(process.pid, "SIGKILL");
}

function answer(outcome: Outcome, after: () => void): void {
	const residentBytes = process.memoryUsage.rss();
	process.send?.({ kind: "answer", outcome, residentBytes } satisfies Answer, after);
}

/** What libvips says of damaged input is not repeated: it may hold paths. */
function refusalOf(error: unknown): Outcome {
	const message = error instanceof Error ? error.message : "";
	if (/unsupported image format/.test(message)) return refusals.unsupported;
	if (/bad page number/.test(message)) return refusals.library("bad page number");
	return refusals.unreadable;
}

process.on("disconnect", end);
process.on("message", (message: Rules | Order) => {
	if (message.kind === "rules") return follow(message);
	render(message.job)
		.catch(refusalOf)
		.then((outcome) => answer(outcome, () => {}));
});
