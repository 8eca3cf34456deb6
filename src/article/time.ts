/** What says of a time in which zone it is: `Z`, a name, or hours from UTC. */
const ZONED =
	/(?:\dz|\b(?:utc?|gmt|[ecmp][sd]t)|(?::\d\d(?:\.\d+)?\s*|gmt|utc)[+-]\d\d:?(?:\d\d)?)(?:\s*\([^)]*\))?\s*$/i;

/**
 * A time as pages and documents write it, in ms since 1970; null where it is none. One that names no zone is
 * taken for UTC: what is kept must not depend on where the machine stands that keeps it.
 */
export function readTime(text: string): number | null {
	const time = ZONED.test(text) ? Date.parse(text) : Date.parse(`${text.replace(/(\d)T(\d)/, "$1 $2")} UTC`);
	return Number.isNaN(time) ? null : time;
}
