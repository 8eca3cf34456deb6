import { Zip, ZipDeflate, ZipPassThrough } from "fflate";

/** A ZIP archive being written, entry by entry; what is finished is handed on at once. */
export interface ZipWriter {
	/** Adds a file; `store` leaves it as it is, for what is packed already or must come first unpacked. */
	add(path: string, content: string | Uint8Array, how?: "deflate" | "store"): void;
	end(): void;
}

/** One time for every entry, so that the same content gives the same bytes: the earliest that ZIP knows. */
const TIME = new Date(1980, 0, 1);
const LEVEL = 6;

/** Opens a ZIP whose bytes go to `write` as they come. Throws where an entry cannot be packed, which only a bug can do. */
export function openZip(write: (bytes: Uint8Array) => void): ZipWriter {
	const zip = new Zip((error, bytes) => {
		if (error !== null) throw new Error("a ZIP entry could not be packed", { cause: error });
		write(bytes);
	});
	return {
		add(path, content, how = "deflate") {
			const entry = how === "store" ? new ZipPassThrough(path) : new ZipDeflate(path, { level: LEVEL });
			entry.mtime = TIME;
			zip.add(entry);
			entry.push(typeof content === "string" ? new TextEncoder().encode(content) : content, true);
		},
		end: () => zip.end(),
	};
}
