/** Everything that the picture endpoint takes from outside, bounded. */
export interface ImageLimits {
	/** A longer query is refused before it is read. */
	readonly queryBytes: number;
	/** A longer picture file is refused. */
	readonly fileBytes: number;
	/** Width times height times pages of a picture that is read, and of one that is written. */
	readonly inputPixels: number;
	readonly outputPixels: number;
	/** Frames of an animation or pages of a document. */
	readonly pages: number;
	/** Estimated bytes that all running jobs may hold decoded; a job that needs more alone is refused. */
	readonly decodedBytes: number;
	/** Resident bytes at which a worker ends itself: what no estimate foresaw. */
	readonly workerBytes: number;
	/** After this a worker is killed and its job refused; a drawing (svg) gets less. */
	readonly processMs: number;
	readonly drawingMs: number;
	readonly workers: number;
	/** A worker that has had nothing to do for so long is ended. */
	readonly idleMs: number;
	/** Jobs that wait for a worker; more are told to come back. */
	readonly waiting: number;
	/** Fetches of missing pictures that run at once, and files whose heads are read at once. */
	readonly fetches: number;
	readonly headReads: number;
	readonly memoryBytes: number;
	readonly diskBytes: number;
	/** How long a failure is remembered, and how many. */
	readonly failureMs: number;
	readonly failures: number;
	/** How long an address is taken to lead to the same picture without asking the archive. */
	readonly addressMs: number;
	/** Pictures made afresh for one client: `makings` in `makingsMs`, then 429. */
	readonly makings: number;
	readonly makingsMs: number;
}

const MINUTE = 60_000;
const MEBIBYTE = 2 ** 20;

/**
 * Pixels, pages, process time and rate are images.weserv.nl's own. Output (71 MP there) and files
 * (100 MB there) are what a reader needs. Two workers and 288 MiB of decoded pixels, which is one
 * picture of 71 MP held whole, keep the process tree under 700 MB.
 */
export const IMAGE_LIMITS: ImageLimits = {
	queryBytes: 8192,
	fileBytes: 32 * MEBIBYTE,
	inputPixels: 71_000_000,
	outputPixels: 16_000_000,
	pages: 256,
	decodedBytes: 288 * MEBIBYTE,
	workerBytes: 400 * MEBIBYTE,
	processMs: 10_000,
	drawingMs: 2000,
	workers: 2,
	idleMs: MINUTE,
	waiting: 1000,
	fetches: 8,
	headReads: 2,
	memoryBytes: 64 * MEBIBYTE,
	diskBytes: 1024 * MEBIBYTE,
	failureMs: 15 * MINUTE,
	failures: 4096,
	addressMs: MINUTE,
	makings: 2500,
	makingsMs: 10 * MINUTE,
};
