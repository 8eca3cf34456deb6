import assert from "node:assert/strict";
import { test } from "node:test";
import { headlineOf } from "../../src/press/headline.ts";

const before = { title: "Page one", headlines: { page: "Page one", source: "Feed one" } };

test("the page's headline stands until one of the two is changed", () => {
	assert.equal(headlineOf({ page: "Page one", source: "Feed one" }, null), "Page one");
	assert.equal(headlineOf({ page: "Page one", source: "Feed one" }, before), "Page one");
	assert.equal(headlineOf({ page: "Page two", source: "Feed one" }, before), "Page two");
	assert.equal(headlineOf({ page: "Page one", source: "Feed two" }, before), "Feed two");
});

test("a headline that the feed changed does not go back when the page is asked alone", () => {
	const after = { title: "Feed two", headlines: { page: "Page one", source: "Feed two" } };
	assert.equal(headlineOf({ page: "Page one", source: null }, after), "Feed two");
});

test("an article of another archive is called what it was called", () => {
	assert.equal(headlineOf({ page: "T", source: "U" }, { title: "T", headlines: null }), "T");
});
