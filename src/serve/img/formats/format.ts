/** Formats that may be read. What is not listed in the settings never reaches a decoder. */
export type Format = "jpeg" | "png" | "webp" | "avif" | "gif" | "tiff" | "svg";

/** What a picture's first bytes say of it: enough to refuse a bomb before anything is decoded. */
export interface Head {
	readonly format: Format;
	/** Pixels as stored, before the picture is set upright. */
	readonly width: number;
	readonly height: number;
	/** Frames or pages; counting stops one past the number asked for. */
	readonly pages: number;
	/** Estimated bytes that the decoder holds for one page; near zero where it reads line by line. */
	readonly decodedBytes: number;
	/** Where the decoder must stop reading, and the bytes that end the file there; null to read it whole. */
	readonly cut: { readonly at: number; readonly end: readonly number[] } | null;
}

/** A head; `"more"` where it lies beyond the bytes at hand; null where the bytes are none of this format. */
export type HeadRead = Head | "more" | null;

export interface HeadReader {
	readonly format: Format;
	/** Decided by the first bytes alone. */
	readonly matches: (bytes: Buffer) => boolean;
	/** `whole` is true where `bytes` are all there are; `pagesMax` bounds the counting of pages. */
	readonly read: (bytes: Buffer, whole: boolean, pagesMax: number) => HeadRead;
}
