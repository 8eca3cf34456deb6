import { createHash } from "node:crypto";
import type { Blocks, Picture } from "../article/article.ts";
import type { PictureHref } from "../article/body.ts";
import type { Capture } from "../article/capture.ts";
import type { KeptPicture } from "../article/library.ts";
import { pictureKey, proxiedAddress } from "../article/weserv.ts";
import type { StoredPicture } from "../keep/archive.ts";
import type { Press } from "./open.ts";
import type { Settings } from "./settings.ts";

/** An article that names more pictures is a gallery: the first ones are kept, the others stay named. */
const PICTURES_MAX = 200;

/** From a document's folder up to the archive's: articles/<outlet>/<yyyy>/<mm>/<dd>. */
const UP = "../../../../../";

/** How pictures are linked in the document that is about to be written. */
export function pictureHrefOf(
	way: Settings["documents"]["pictures"],
	kept: readonly KeptPicture[],
): PictureHref {
	if (way === "weserv") return (picture) => proxiedAddress(picture.address);
	const files = new Map(kept.map(({ address, file }) => [pictureKey(address), file]));
	return ({ address }) => {
		const file = files.get(pictureKey(address)) ?? null;
		return file === null ? proxiedAddress(address) : UP + file;
	};
}

/** The pictures that stand in blocks, in order. */
export function picturesIn(blocks: Blocks): readonly Picture[] {
	return blocks.flatMap((block) => {
		if (block.kind === "picture") return [block.picture];
		if (block.kind === "quote") return picturesIn(block.blocks);
		return block.kind === "list" ? block.items.flatMap(picturesIn) : [];
	});
}

/** Keeps the original bytes of every picture an article names; one that cannot be had is named without bytes. */
export async function keepPictures(
	pictures: readonly Picture[],
	press: Press,
): Promise<readonly KeptPicture[]> {
	const distinct = [...new Map(pictures.map((picture) => [pictureKey(picture.address), picture])).values()];
	return Promise.all(distinct.slice(0, PICTURES_MAX).map((picture) => keepPicture(picture, press)));
}

async function keepPicture(picture: Picture, press: Press): Promise<KeptPicture> {
	const missing: KeptPicture = { ...picture, sha256: null, type: null, file: null };
	const known = await press.archive.library.picture(picture.address);
	const before = known === null ? missing : { ...missing, ...known };
	// What was cut short is asked for again whenever its article is kept.
	if (known?.whole === true || !press.config.settings.keep.pictures) return before;
	const fetched = await press.fetcher.fetch({ address: picture.address, kind: "picture" });
	if (fetched.kind !== "page") return before;
	const blob = await keepBytes(picture.address, fetched.capture, press);
	return blob === null ? before : { ...before, ...blob };
}

/** Keeps the original bytes that an address answered with; null where they are no picture. */
export async function keepBytes(
	address: string,
	{ content }: Capture,
	{ archive, colours }: Press,
): Promise<StoredPicture | null> {
	// Bytes that are kept already have been looked at: decoding is most of what a picture costs.
	const sha256 = createHash("sha256").update(content).digest("hex");
	const isKept = (await archive.library.blob(sha256)) !== null;
	const colour = isKept ? null : await colours.of(content);
	return archive.keepPicture(address, colour === null ? { content } : { content, colour });
}
