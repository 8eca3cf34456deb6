/** Months as feeds write them, by their number: full names and the short forms in use, without a full stop. */
const MONTH_NAMES: readonly string[] = [
	"jan january janv janvier januar jän jänner januari ene enero gen gennaio janeiro ian ianuarie янв января январь січ січня ιαν ιανουαρίου január sty stycznia led ledna oca ocak tammi tammikuuta 一月 يناير",
	"feb february fev fevr fév févr février februar februari febbraio febrero fevereiro februarie фев февр февраля февраль лют лютого φεβ φεβρουαρίου február lut lutego úno února şub şubat helmi helmikuuta 二月 فبراير",
	"mar march mars mär märz mrz maart mrt marzo março martie мар март марта бер березня μαρ μάρ μαρτίου március marca bře března mart maalis maaliskuuta 三月 مارس",
	"apr april avr avril abr abril aprile aprilie апр апреля апрель кві квітня απρ απριλίου április kwi kwietnia dub dubna nis nisan huhti huhtikuuta 四月 أبريل",
	"may mai mayo maggio mag maj mei maio май мая тра травня μαι μάι μαϊ μαΐου május maja kvě května mayıs touko toukokuuta 五月 مايو",
	"jun june juin juni jui junio giugno giu junho iunie июн июнь июня чер червня ιουν ιούν ιον ιουνίου június cze czerwca čer června haz haziran kesä kesäkuuta 六月 يونيو",
	"jul july juil juillet juli julio luglio lug julho iulie июл июль июля лип липня ιουλ ιούλ ιολ ιουλίου július lip lipca čvc července tem temmuz heinä heinäkuuta 七月 يوليو",
	"aug august aoû août aout aou augustus agosto ago авг август августа сер серпня αυγ αύγ αυγούστου augusztus augusti sie sierpnia srp srpna ağu ağustos elo elokuuta 八月 أغسطس",
	"sep sept september septembre septiembre settembre set setembro septembrie сен сент сентябрь сентября вер вересня σεπ σεπτ σεπτεμβρίου szeptember szept wrz września zář září eyl eylül syys syyskuuta 九月 سبتمبر",
	"oct october octobre okt oktober octubre ottobre ott out outubro octombrie окт октябрь октября жов жовтня οκτ οκτωβρίου október paź października říj října eki ekim loka lokakuuta 十月 أكتوبر",
	"nov november novembre noviembre novembro noiembrie ноя нояб ноябрь ноября лис листопада νοε νοέ νοεμβρίου listopada kas kasım marras marraskuuta 十一月 نوفمبر",
	"dec december déc decembre décembre dez dezember dic diciembre dicembre dezembro des desember decembrie дек декабрь декабря гру грудня δεκ δεκεμβρίου gru grudnia pro prosince ara aralık joulu joulukuuta 十二月 ديسمبر",
];

const MONTHS: ReadonlyMap<string, number> = new Map(
	MONTH_NAMES.flatMap((names, at) => names.split(" ").map((name): [string, number] => [name, at + 1])),
);

/** The month, 1 to 12, that a word names in any of the languages known; null where it names none. */
export function monthOf(word: string): number | null {
	return MONTHS.get(word.toLowerCase()) ?? null;
}

/** Minutes ahead of UTC. RFC 2822 gives the American ones; of the others, the meaning usual in feeds. */
const ZONES: Readonly<Record<string, number>> = {
	...{ ut: 0, utc: 0, gmt: 0, z: 0, wet: 0, west: 60, bst: 60, ist: 330 },
	...{
		cet: 60,
		cest: 120,
		met: 60,
		mest: 120,
		mez: 60,
		mesz: 120,
		eet: 120,
		eest: 180,
		trt: 180,
		msk: 180,
		msd: 240,
	},
	...{ est: -300, edt: -240, et: -300, cst: -360, cdt: -300, ct: -360, mst: -420, mdt: -360, mt: -420 },
	...{ pst: -480, pdt: -420, pt: -480, akst: -540, akdt: -480, hst: -600, ast: -240, adt: -180, at: -240 },
	...{ nst: -210, ndt: -150, brt: -180, art: -180, clt: -240, cot: -300, pet: -300 },
	...{
		jst: 540,
		kst: 540,
		hkt: 480,
		sgt: 480,
		myt: 480,
		pht: 480,
		wib: 420,
		ict: 420,
		npt: 345,
		pkt: 300,
		gst: 240,
	},
	...{ awst: 480, acst: 570, acdt: 630, aest: 600, aedt: 660, nzst: 720, nzdt: 780 },
	...{ eat: 180, sast: 120, cat: 120, wat: 60 },
};

const OFFSET = /^(?:GMT|UTC|UT|Z)?\s*([+-])(\d{1,2}):?(\d\d)?\s*(?:Z|GMT|UTC)?$/i;
const OFFSET_HOURS_MAX = 15;

/** A zone as found behind a time: minutes ahead of UTC, a name for the zone database, or null where it is no zone. */
export function zoneIn(text: string): number | string | null {
	const zone = text.replace(/\s*\([^)]*\)\s*$/, "").trim();
	const offset = OFFSET.exec(zone);
	if (offset !== null) return offsetOf(offset);
	if (/^[a-z]+\/[a-z_+-]+(?:[/\d][a-z_+\d-]*)*$/i.test(zone)) return zone;
	if (!/^[a-z]+(?: [a-z]+){0,4}$/i.test(zone)) return null;
	const name = zone.toLowerCase();
	// "Pacific Daylight Time" is PDT; RFC 2822 reads the letters of the military zones, and zones unknown, as UTC.
	const initials = name.replace(/([a-z])[a-z]*\s*/g, "$1");
	return ZONES[name] ?? (name.includes(" ") ? ZONES[initials] : undefined) ?? (name.length <= 5 ? 0 : null);
}

/** True for a word that names a zone and nothing else that stands in dates. */
export function isZoneName(word: string): boolean {
	return Object.hasOwn(ZONES, word.toLowerCase());
}

function offsetOf([, sign, hours, minutes = "0"]: RegExpExecArray): number | null {
	const ahead = Number(hours) * 60 + Number(minutes);
	if (Number(hours) > OFFSET_HOURS_MAX || Number(minutes) > 59) return null;
	return sign === "-" ? -ahead : ahead;
}

/** A date and time as written on the clock of some place; months are 1 to 12. */
export interface WallTime {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
	readonly millisecond: number;
}

/** The instant, ISO 8601 in UTC, at which a place's clock showed a time; null where no clock ever does. */
export function instantOf(wall: WallTime, zone: number | string): string | null {
	if (!isOnTheClock(wall)) return null;
	const shown = asUtc(wall);
	const offset = typeof zone === "number" ? zone : offsetAt(zone, shown);
	if (offset === null) return null;
	const instant = new Date(shown - offset * 60_000);
	return instant.getUTCFullYear() > 0 && instant.getUTCFullYear() < 10_000 ? instant.toISOString() : null;
}

function isOnTheClock({ year, month, day, hour, minute, second }: WallTime): boolean {
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month))
		return false;
	if (hour === 24) return minute === 0 && second === 0;
	return hour < 24 && minute < 60 && second <= 60;
}

const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
	const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	return month === 2 && leap ? 29 : (DAYS_IN[month - 1] ?? 0);
}

function asUtc({ year, month, day, hour, minute, second, millisecond }: WallTime): number {
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	// A leap second is shown as the second before it, which JavaScript's time has.
	return date.setUTCHours(hour, minute, Math.min(second, 59), millisecond);
}

/** Minutes that a named place is ahead of UTC when its clock shows `shown`; null for no such place. */
function offsetAt(place: string, shown: number): number | null {
	try {
		const format = new Intl.DateTimeFormat("en-US", { timeZone: place, timeZoneName: "longOffset" });
		const name = format.formatToParts(shown).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
		const found = name === "GMT" ? 0 : zoneIn(name);
		return typeof found === "number" ? found : null;
	} catch {
		return null;
	}
}
