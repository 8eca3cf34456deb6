import type { Head } from "./formats/format.ts";
import type { Refusal } from "./refusal.ts";
import type { Saver, Wanted } from "./wanted.ts";

/** How hard encoders try: more effort, fewer bytes, more time. Ranges are sharp's. */
export interface Efforts {
	readonly webp: number;
	readonly avif: number;
	readonly gif: number;
}

/** One picture to be made, as it is sent to a worker. */
export interface Job {
	/** The original bytes, in a file or at hand, or a drawing's sanitised markup. */
	readonly source: { readonly path: string } | { readonly bytes: Uint8Array } | { readonly markup: string };
	readonly head: Head;
	readonly wanted: Wanted;
	readonly efforts: Efforts;
	readonly inputPixels: number;
	readonly outputPixels: number;
	readonly pages: number;
	/** False: pictures that end early or are damaged are refused; true: what can be read of them is shown. */
	readonly damaged: boolean;
}

/** A picture made: encoded bytes with their content type and size. */
export interface Made {
	readonly kind: "made";
	readonly bytes: Uint8Array;
	readonly type: string;
	readonly saver: Saver;
	readonly width: number;
	readonly height: number;
}

export type Outcome = Made | Refusal;
