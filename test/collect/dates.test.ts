import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readDate } from "../../src/collect/feed/dates.ts";

/** Half past six in the morning of 5 March 2024 in UTC, as people and templates write it. */
const MOMENT = "2024-03-05T06:30:00.000Z";

test("one moment is read from every writing of it", () => {
	for (const written of [
		"Tue, 05 Mar 2024 06:30:00 GMT",
		"tue, 5 mar 24 06:30 Z",
		"Tue,05 Mar 2024 14:30:00 +0800",
		"5 March 2024 6:30 AM",
		"March 5th, 2024 at 6:30 a.m. UTC",
		"Tuesday, March 5, 2024 - 1:30am EST",
		"Tue Mar  5 06:30:00 2024",
		"Tue Mar 05 2024 14:30:00 GMT+0800 (China Standard Time)",
		"Mon Mar 04 22:30:00 PST 2024",
		"Mon, 4 Mar 2024 10:30 PM Pacific Standard Time",
		"Tue, 05 Mar 2024 07:30:00 Europe/Brussels",
		"2024-03-05T06:30:00Z",
		"2024-03-05T14:30:00.000+08",
		"2024-03-05 14:30 +0800",
		"20240305T063000Z",
		"2024/3/5 6:30",
		"2024-065T06:30Z",
		"1709620200",
		"1709620200000",
		"2024年3月5日 14:30",
		"2024年03月05日14时30分00秒 +0800",
		"2024-03-05 下午2:30",
		"2024년 3월 5일 15:30",
		"2024-03-05 오후 3:30",
		"2024年3月5日 午後3:30",
		"周二, 05 3月 2024 14:30:00 +0800",
		"Di, 05. März 2024 07:30 +0100",
		"mar. 5 mars 2024 à 07:30 +0100",
		"Вт, 05 мар 2024 09:30:00 +0300",
		"5 de marzo de 2024 06:30",
		"٢٠٢٤-٠٣-٠٥ ٠٦:٣٠",
		"２０２４-０３-０５ ０６：３０",
		"05.03.2024 06:30",
		"03/05/2024 06:30",
	]) {
		assert.equal(readDate(written), MOMENT, written);
	}
});

test("a date without a time is the day's beginning, and a month or year its first day", () => {
	assert.equal(readDate("2024-03-05"), "2024-03-05T00:00:00.000Z");
	assert.equal(readDate("26 Sep 2022 GMT"), "2022-09-26T00:00:00.000Z");
	assert.equal(readDate("2024-03-05+08:00"), "2024-03-04T16:00:00.000Z");
	assert.equal(readDate("Nov. 2020"), "2020-11-01T00:00:00.000Z");
	assert.equal(readDate("2024"), "2024-01-01T00:00:00.000Z");
	assert.equal(readDate("31/12/2023"), "2023-12-31T00:00:00.000Z");
});

test("clocks have a 24:00 and a leap second, and places have summer time", () => {
	assert.equal(readDate("2024-03-05T24:00:00Z"), "2024-03-06T00:00:00.000Z");
	assert.equal(readDate("2016-12-31T23:59:60Z"), "2016-12-31T23:59:59.000Z");
	assert.equal(readDate("Fri, 05 Jul 2024 08:30:00 America/New_York"), "2024-07-05T12:30:00.000Z");
	assert.equal(readDate("2024-02-29"), "2024-02-29T00:00:00.000Z");
});

test("what no calendar has is no date", () => {
	for (const written of [
		...["", "-", "yesterday", "2 hours ago", "Tue", "Mar 5", "12", "013", "2024-13-01", "2023-02-29"],
		...["0000-00-00 00:00:00", "Tue, 99 Mar 2024 06:30:00 GMT", "2024-03-05T25:00:00Z", "2024-03-05T06:61Z"],
		...["2024-03-05T06:30:00+00:xx", "16 Dec 2012 1:2:3:4 GMT", "16 zzz 2012 11:47 GMT", "x".repeat(1000)],
		...["9999-12-31T23:59:59-99:99", "2013-01-28T11:30:00-06:00Textra", "1 2 3 4 5 6"],
	]) {
		assert.equal(readDate(written), null, written);
	}
});

test("every moment of four-digit years is read back from what JavaScript writes", () => {
	const moments = fc.date({
		min: new Date("1000-01-01T00:00:00Z"),
		max: new Date("9999-12-31T00:00:00Z"),
		noInvalidDate: true,
	});
	fc.assert(
		fc.property(moments, (date) => {
			assert.equal(readDate(date.toISOString()), date.toISOString());
			const seconds = new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString();
			assert.equal(readDate(date.toUTCString()), seconds);
		}),
		{ numRuns: 300 },
	);
	fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => void readDate(text)));
});
