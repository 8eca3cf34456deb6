import type { Head } from "./formats/format.ts";
import type { ImageLimits } from "./limits.ts";
import type { Refusal } from "./refusal.ts";
import type { Saver, Wanted } from "./wanted.ts";

/** How hard encoders try: more effort, fewer bytes, more time. Ranges are sharp's. */
export interface Efforts {
	readonly webp: number;
	readonly avif: number;
	readonly gif: number;
}

/** One picture to be made. */
export interface Picture {
	/** The original bytes, in a file or at hand, or a drawing's sanitised markup. */
	readonly source: { readonly path: string } | { readonly bytes: Uint8Array } | { readonly markup: string };
	readonly head: Head;
	readonly wanted: Wanted;
}

/** How every picture is made. */
export interface Manner {
	readonly efforts: Efforts;
	/** False: pictures that end early or are damaged are refused; true: what can be read of them is shown. */
	readonly damaged: boolean;
}

/** A picture as it is sent to a worker, with the limits that only its decoder can tell. */
export interface Job extends Picture, Manner, Pick<ImageLimits, "inputPixels" | "outputPixels" | "pages"> {}

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
