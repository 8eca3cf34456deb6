import assert from "node:assert/strict";
import { test } from "node:test";
import { findDates, type Order, writeIso } from "../../src/extract/fields/date-text.ts";

/** Reads each text and compares the dates found, joined by a space. */
function check(cases: Readonly<Record<string, string>>, order: Order = "day-first"): void {
	for (const [text, expected] of Object.entries(cases)) {
		assert.equal(findDates(text, order).map(writeIso).join(" "), expected, text);
	}
}

test("Chinese, Japanese and Korean dates are read with their times", () => {
	check({
		"2019年09月07日 13:43": "2019-09-07T13:43:00",
		"2024年4月24日下午3:05": "2024-04-24T15:05:00",
		"2020-10-04 15:05聯合報": "2020-10-04T15:05:00",
		民國109年10月4日: "2020-10-04",
		中華民國一一三年五月二十日: "2024-05-20",
		"113/05/20": "2024-05-20",
		二零二四年五月二十日: "2024-05-20",
		"20 5月 2024": "2024-05-20",
		"2024年5月20日 週一 上午10:30": "2024-05-20T10:30:00",
		"2024年05月20日 星期一 10:30": "2024-05-20T10:30:00",
		"2024年5月20日下午3時5分": "2024-05-20T15:05:00",
		"2024-05-20 PM 03:05": "2024-05-20T15:05:00",
		"2024년 5월 20일 월요일 오후 3:05": "2024-05-20T15:05:00",
		二〇一九年九月十七日: "2019-09-17",
		"2019/11/25(月) 18:57": "2019-11-25T18:57:00",
		"2023년 4월 28일 오후 5:10": "2023-04-28T17:10:00",
	});
});

test("month names are read in many languages", () => {
	check({
		"28. April 2023 um 19:20 Uhr": "2023-04-28T19:20:00",
		"7 de septiembre de 2019": "2019-09-07",
		"le 1er mai 2019 à 14h30": "2019-05-01T14:30:00",
		"3 мая 2020, 10:30": "2020-05-03T10:30:00",
		"12 Şubat 2024 - 15:33": "2024-02-12T15:33:00",
		"2013. március 5.": "2013-03-05",
		"2024 m. kovo 31 d. 16:59": "2024-03-31T16:59:00",
		"5 tháng 3, 2024": "2024-03-05",
		"12 สิงหาคม 2567": "2024-08-12",
		"19 Αυγούστου 2020, 9:02 μ.μ.": "2020-08-19T21:02:00",
		"19/08/2020 | 09:02 πμ": "2020-08-19T09:02:00",
		"٧ سبتمبر ٢٠١٩": "2019-09-07",
	});
});

test("Arabic months have two names, and half days follow the hour", () => {
	check({
		"الجمعة 24 نيسان / أبريل 2020 09:22 مساءً": "2020-04-24T21:22:00",
		"3 كانون الثاني 2021": "2021-01-03",
		"3 تشرين الاول/أكتوبر 2021": "2021-10-03",
	});
});

test("Iran's calendar and Japan's eras are read as days of ours", () => {
	check({
		"۱۳ تیر ۱۳۹۹ - ۱۰:۲۰": "2020-07-03T10:20:00",
		"2 تير 1399 - 12:09:08 ب.ظ": "2020-06-22T12:09:08",
		"30 اسفند 1399": "2021-03-20",
		"1 فروردین 1403": "2024-03-20",
		"1399/04/13": "2020-07-03",
		"31 مهر 1399": "",
		平成31年4月30日: "2019-04-30",
		令和元年5月1日: "2019-05-01",
	});
});

test("English dates are read with half days, zones and a time in front", () => {
	check({
		"May 3rd, 2019 at 5:30 pm EDT": "2019-05-03T17:30:00-04:00",
		"Published 10:30 AM ET Mon, 6 Aug 2018": "2018-08-06T10:30:00",
		"Sat, 07 Sep 2019 13:43:00 GMT": "2019-09-07T13:43:00Z",
		"Fri Apr 28 17:23:42 +0000 2023": "2023-04-28T17:23:42Z",
		"8-Sep-19": "2019-09-08",
	});
});

test("machine dates are read to the second with their offset", () => {
	check({
		"2019-09-07T13:43:45+08:00": "2019-09-07T13:43:45+08:00",
		"2024-05-03T15:47:42.389000+00:00": "2024-05-03T15:47:42Z",
		"20190907T134345Z": "2019-09-07T13:43:45Z",
		"20190907": "2019-09-07",
	});
});

test("an offset that no clock has is not written, the day and the time are", () => {
	check({
		"2019-09-07T13:43:45-05:99": "2019-09-07T13:43:45",
		"20190907T134345+9900": "2019-09-07T13:43:45",
		"2019-09-07 13:43 UTC+14": "2019-09-07T13:43:00+14:00",
		"2019-09-07 13:43 -18": "2019-09-07T13:43:00",
	});
});

test("the order of numbers follows the site's country where the numbers do not tell", () => {
	check({
		"04/05/2023": "2023-05-04",
		"04/28/2023": "2023-04-28",
		"28.04.2023 17:23": "2023-04-28T17:23:00",
	});
	check({ "04/05/2023": "2023-04-05", "04.05.2023": "2023-05-04" }, "month-first");
	check({ "18-03-08 23:16": "2018-03-08T23:16:00" }, "year-first");
});

test("numbers that are no dates are left alone", () => {
	check({ "v1.2.2019.3": "", "31/02/2020": "", "192.168.10.2019": "", "call 555-01-02": "" });
});

test("a line with two dates gives both, in its order", () => {
	check({ "Published May 3, 2019 | Updated May 5, 2019": "2019-05-03 2019-05-05" });
});
