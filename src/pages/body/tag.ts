/** A node of an article's body as HTML lets it stand where it stands. */
export type Content = string | Tag;

export interface Tag {
	readonly name: string;
	/** As the outlet wrote them: checked when they are written. */
	readonly attribs: Readonly<Record<string, string>>;
	readonly children: readonly Content[];
}

/** Left-overs of layout. */
export function isBlank(nodes: readonly Content[]): boolean {
	return nodes.every((node) => typeof node === "string" && node.trim() === "");
}
