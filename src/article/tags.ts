/** An element's name as one object for all elements of that name, so that tables say by number what its elements are. */
export interface Tag {
	/** In lower case. */
	readonly name: string;
	/** Its place in the tables of `tagTable`; 0 for every name that no standard knows. */
	readonly number: number;
}

/** The names of HTML, old ones among them, and those of AMP, SVG and MathML that say how a page is read. */
const NAMES =
	"a abbr address amp-img annotation-xml applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button canvas caption center cite code col colgroup command data datalist dd del desc details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer foreignobject form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link main map mark marquee math menu menuitem meta meter mi mn mo ms mtext nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script search section select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp".split(
		" ",
	);

const TAGS: ReadonlyMap<string, Tag> = new Map(
	NAMES.map((name, at): [string, Tag] => [name, { name, number: at + 1 }]),
);

/** The tag of a name in lower case. */
export function tagOf(name: string): Tag {
	return TAGS.get(name) ?? { name, number: 0 };
}

/** A table by tags' numbers: the value of the group that a tag's name stands in (names with spaces between them), 0 for all others. */
export function tagTable(groups: ReadonlyMap<number, string>): Uint8Array {
	const table = new Uint8Array(NAMES.length + 1);
	for (const [value, names] of groups)
		for (const name of names.split(" ")) {
			const { number } = tagOf(name);
			if (number === 0) throw new Error(`no tag is called ${name}: it is missing in NAMES`);
			table[number] = value;
		}
	return table;
}
