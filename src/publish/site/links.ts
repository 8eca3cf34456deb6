import type { FeedSubject, Links } from "../../pages/links.ts";

/** A name as one part of a path, safe on every file system and in every address. */
export function fileName(text: string): string {
	return encodeURIComponent(text).replace(/[%*']/g, "_").replace(/^\.+/, "_");
}

/** Where an article's page lies, from the site's root: in one of 1,024 folders, since hosts slow down beyond a few thousand files in one. */
export function articleFile(mark: string): string {
	return `a/${mark.slice(0, 2)}/${mark}.html`;
}

/** Where an article's pictures lie: by digest, as in the archive. */
export function mediaFile(sha256: string, type: string | null): string {
	const end =
		type === null
			? ""
			: `.${type
					.replace(/^image\//, "")
					.replace("jpeg", "jpg")
					.replace(/\W.*$/, "")}`;
	return `media/${sha256.slice(0, 2)}/${sha256}${end}`;
}

/** Where a feed lies. */
export function feedFile(subject: FeedSubject, format: string): string {
	return subject.of === "outlet"
		? `feeds/${fileName(subject.outlet)}.${format}`
		: `feeds/${subject.of}.${format}`;
}

/**
 * Links between files: `root` leads from the page's folder to the site's root (`""`, `"../"` …), so
 * that the site works under any address and from a disk. For feeds it is the site's whole address.
 */
export function siteLinks(root: string): Links {
	const at = (file: string): string => root + file;
	const outlet = (name: string): string => at(`outlet/${fileName(name)}/index.html`);
	const changes = (): string => at("changes.html");
	return {
		front: () => at("index.html"),
		day: (day) => at(`day/${day}.html`),
		month: (month) => at(`month/${month}.html`),
		outlets: () => at("outlets.html"),
		outlet,
		section: outlet,
		outletMonth: (name, month) => at(`outlet/${fileName(name)}/${month}.html`),
		article: (mark) => at(articleFile(mark)),
		revision: (mark, revision) => at(`a/${mark.slice(0, 2)}/${mark}-${revision}.html`),
		difference: (mark, revision) => at(`a/${mark.slice(0, 2)}/${mark}-${revision}-changes.html`),
		search: (query) => at(`search.html${query === "" ? "" : `?q=${encodeURIComponent(query)}`}`),
		changes,
		numbers: () => at("numbers.html"),
		numbersFile: (format) => at(`numbers.${format}`),
		about: () => at("about.html"),
		// A site of files has no server to ask for these: their pages lead to the nearest that there is.
		status: () => at("about.html"),
		settings: () => at("about.html"),
		api: () => at("about.html"),
		opml: () => at("outlets.html"),
		copy: () => null,
		media: (sha256, type) => at(mediaFile(sha256, type)),
		feed: (subject, format) => at(feedFile(subject, format)),
		asset: (asset) => at(`assets/${asset}`),
	};
}
