/** How to read one outlet, or one platform that many outlets use: data, so that it can be listed, tested and shared. */
export interface Recipe {
	readonly name: string;
	/** Selector of the element that holds the body. */
	readonly body?: string;
	/** Selectors of elements inside the body that are not the article. */
	readonly drop?: readonly string[];
}
