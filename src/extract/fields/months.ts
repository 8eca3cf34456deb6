/**
 * Month names as news sites write them, in the order January to December; the variants of one month
 * are divided by `|`. Genitives and abbreviations stand beside the plain name. Latin names are
 * written without accents: `monthOf` strips them.
 */
const NAMES: readonly string[] = [
	// English, and what it shares with Dutch, German, the Scandinavian languages, Indonesian and Malay
	"january|jan feb|february mar|march apr|april may jun|june jul|july aug|august sep|sept|september oct|october nov|november dec|december",
	"januar|janner|jaenner|januari|jaanuar februar|feber|februari|veebruar marz|maerz|maart|mars|maret|mac|marts|mrz|mrt|marts april|aprill mai|mei|maj|mej juni|juin juli|julai august|augustus|augusti|agustus|ogos september|septembri oktober|okt|oktoober november|nopember dezember|dez|desember|des|detsember",
	// French, Spanish, Portuguese, Italian, Catalan, Romanian
	"janvier|janv fevrier|fevr|fev mars avril|avr mai juin juillet|juil aout septembre octobre novembre decembre",
	"enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre|set octubre noviembre diciembre|dic",
	"janeiro fevereiro marco abril maio|mai junho|jun julho|jul agosto setembro|set outubro|out novembro dezembro",
	"gennaio|gen febbraio marzo aprile maggio|mag giugno|giu luglio|lug agosto settembre ottobre|ott novembre dicembre",
	"gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre",
	"ianuarie|ian februarie martie aprilie mai iunie|iun iulie|iul august septembrie octombrie noiembrie decembrie",
	// Polish, Czech, Slovak, Finnish, Hungarian, Lithuanian, Latvian, Icelandic, Turkish
	"stycznia|styczen|sty lutego|luty|lut marca|marzec kwietnia|kwiecien|kwi maja|maj czerwca|czerwiec|cze lipca|lipiec|lip sierpnia|sierpien|sie wrzesnia|wrzesien|wrz pazdziernika|pazdziernik|paz listopada|listopad|lis grudnia|grudzien|gru",
	"ledna|leden|januara unora|unor|februara brezna|brezen|marca dubna|duben|aprila kvetna|kveten|maja cervna|cerven|juna cervence|cervenec|jula srpna|srpen|augusta zari|septembra rijna|rijen|oktobra listopadu|novembra prosince|prosinec|decembra",
	"tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesakuuta heinakuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
	"januar februar marcius aprilis majus junius julius augusztus szeptember|szept oktober november december",
	"sausio vasario kovo balandzio geguzes birzelio liepos rugpjucio rugsejo spalio lapkricio gruodzio",
	"janvaris|janvara februaris|februara marts|marta aprilis|aprila maijs|maija junijs|junija julijs|julija augusts|augusta septembris|septembra oktobris|oktobra novembris|novembra decembris|decembra",
	"januar februar mars april mai juni juli agust september oktober november desember",
	"ocak|oca subat|sub mart nisan|nis mayis haziran|haz temmuz|tem agustos|agu eylul|eyl ekim|eki kasim|kas aralik|ara",
	// Swahili, Zulu, Vietnamese (without its numbers), Albanian, Estonian
	"januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
	"januwari februwari mashi ephreli meyi juni julayi agasti septhemba okthoba novemba disemba",
	"janar shkurt mars prill maj qershor korrik gusht shtator tetor nentor dhjetor",
	// Cyrillic: Russian, Ukrainian, Bulgarian, Serbian
	"января|январь|янв февраля|февраль|фев марта|март|мар апреля|апрель|апр мая|маи июня|июнь|июн июля|июль|июл августа|август|авг сентября|сентябрь|сен октября|октябрь|окт ноября|ноябрь|ноя декабря|декабрь|дек",
	"січня|сiчня лютого березня квітня|квiтня травня червня липня серпня вересня жовтня листопада грудня",
	"януари|јануар февруари|фебруар март|марта април маи|мај юни|јун юли|јул август|авг септември|септембар октомври|октобар ноември|новембар декември|децембар",
	// Greek, Hebrew, Arabic (both traditions), Persian's Gregorian names, Hindi, Bengali, Urdu, Thai
	"ιανουαριου|ιαν φεβρουαριου|φεβ μαρτιου|μαρ απριλιου|απρ μαιου|μαι ιουνιου|ιουν ιουλιου|ιουλ αυγουστου|αυγ σεπτεμβριου|σεπ οκτωβριου|οκτ νοεμβριου|νοε δεκεμβριου|δεκ",
	"ינואר|בינואר פברואר|בפברואר מרץ|במרץ אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר",
	"يناير|جانفي فبراير|فيفري مارس أبريل|ابريل|افريل مايو|ماي يونيو|جوان يوليو|جويلية أغسطس|اغسطس|أوت سبتمبر أكتوبر|اكتوبر نوفمبر ديسمبر",
	"كانونالثاني شباط آذار|اذار نيسان أيار|ايار حزيران تموز آب أيلول|ايلول تشرينالأول تشرينالثاني كانونالأول",
	"ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
	"जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर",
	"জানুয়ারি|জানুয়ারী ফেব্রুয়ারি|ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
	"جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
	"มกราคม|มค กุมภาพันธ์|กพ มีนาคม|มีค เมษายน|เมย พฤษภาคม|พค มิถุนายน|มิย กรกฎาคม|กค สิงหาคม|สค กันยายน|กย ตุลาคม|ตค พฤศจิกายน|พย ธันวาคม|ธค",
];

const MONTHS: ReadonlyMap<string, number> = new Map(
	NAMES.flatMap((language) =>
		language
			.split(" ")
			.flatMap((variants, at) => variants.split("|").map((name): [string, number] => [plain(name), at + 1])),
	),
);

/** The number of the month, 1 to 12, that a word names in any of the languages known; null where it names none. */
export function monthOf(word: string): number | null {
	return MONTHS.get(plain(word)) ?? null;
}

function plain(word: string): string {
	return word
		.toLowerCase()
		.replace(/ı/g, "i")
		.normalize("NFKD")
		.replace(/[\u0300-\u036f\u0653-\u0655.\s]/g, "");
}
