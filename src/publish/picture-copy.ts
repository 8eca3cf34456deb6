import type { KeptPicture } from "../article/library.ts";

/** A picture made for where it will be shown: its bytes and their media type. */
export interface PictureCopy {
	readonly bytes: Uint8Array;
	readonly type: string;
}

/** Makes a copy of an archived picture; null leaves the picture out. */
export type CopyPicture = (picture: KeptPicture) => Promise<PictureCopy | null>;
