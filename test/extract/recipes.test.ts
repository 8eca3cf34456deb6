import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { extract } from "../../src/extract/extract.ts";
import { readPage } from "../../src/extract/page.ts";
import { readRecipe } from "../../src/extract/read-recipe.ts";
import { type Recipe, recipeFor } from "../../src/extract/recipe.ts";
import { OUTLETS, PLATFORMS } from "../../src/extract/recipes.ts";
import { lineOf, pageOf, shown } from "./support.ts";

const FIXTURES = new URL("fixtures/", import.meta.url);

for (const recipe of [...OUTLETS, ...PLATFORMS]) {
	const folder = new URL(`${recipe.name}/`, FIXTURES);
	test(`the recipe ${recipe.name} reads its fixtures as a person read them`, () => {
		assert.ok(
			existsSync(folder),
			`test/extract/fixtures/${recipe.name} is missing: every recipe has a fixture`,
		);
		for (const file of readdirSync(folder).filter((name) => name.endsWith(".html"))) {
			const page = pageOf(readFileSync(new URL(file, folder), "utf8"));
			assert.equal(recipeFor(page)?.name, recipe.name);
			const actual = shown(extract(page).article);
			const golden = new URL(file.replace(/html$/, "txt"), folder);
			if (process.env["UPDATE"]) writeFileSync(golden, actual);
			assert.equal(actual, readFileSync(golden, "utf8"), `${recipe.name}/${file}`);
		}
	});
}

test("a page captured before a redesign is read by the layout of its day", () => {
	const layout = (since: string, body: string): Recipe["layouts"][number] => ({ since, body });
	const recipe: Recipe = {
		name: "x",
		hosts: ["a.example"],
		marks: [],
		layouts: [layout("2023-02", ".new"), layout("", ".old")],
	};
	const html = (day: string): string =>
		`<!-- https://a.example/1 ${day} --><p class="old">The old column.</p><p class="new">The new one.</p>`;
	const bodyOn = (day: string): string =>
		extract(pageOf(html(day)), recipe)
			.article.blocks.map(lineOf)
			.join();
	assert.equal(bodyOn("2022-12-31"), "The old column.");
	assert.equal(bodyOn("2023-02-01"), "The new one.");
});

test("what a recipe chose is not re-judged, and is made safe", () => {
	const recipe: Recipe = {
		name: "x",
		hosts: ["a.example"],
		marks: [],
		layouts: [{ since: "", title: "h6", body: "footer" }],
	};
	const html = `<!-- https://a.example/1 2024-01-01 --><h1>Another title</h1><h6>The title</h6><footer><p onclick="x()">Short.<script>1</script></p></footer>`;
	const { article } = extract(pageOf(html), recipe);
	assert.equal(article.title, "The title");
	assert.deepEqual(article.blocks, [{ kind: "paragraph", html: "Short." }]);
});

test("a recipe's body keeps the line of its editors, which is a note too, and its agencies are read", () => {
	const recipe: Recipe = {
		name: "x",
		hosts: ["a.example"],
		marks: [],
		layouts: [{ since: "", title: "h6", body: ".story" }],
	};
	const paragraphs = [
		"海湾大桥周一晚间关闭。",
		"责任编辑：某某",
		"（本文部分内容依据了美联社和路透社的报道）",
	];
	const html = `<!-- https://a.example/1 2024-01-01 --><h6>海湾大桥关闭</h6><div class="story">${paragraphs.map((text) => `<p>${text}</p>`).join("")}</div>`;
	const { article } = extract(pageOf(html), recipe);
	assert.deepEqual(article.blocks.map(lineOf), paragraphs.slice(0, 2));
	assert.equal(article.wireCredit, paragraphs[2]);
	assert.deepEqual(article.wires, ["美联社", "路透社"]);
	assert.deepEqual(article.notes, [{ kind: "editors", text: "责任编辑：某某" }]);
});

test("a recipe that only strips is obeyed on every page of its host, and the rest is read by the general rules", () => {
	const recipe: Recipe = { name: "x", hosts: [], marks: [], layouts: [{ since: "", strip: ".odd" }] };
	const html = `<!-- https://a.example/1 2024-01-01 --><title>A pier</title><article><h1>A pier</h1><p>The ferry left on time, though the water had risen overnight.</p><p class="odd">Its crew, the reader is told, checked the ropes twice before dawn.</p></article>`;
	const { article, trace } = extract(pageOf(html), recipe);
	assert.deepEqual(article.blocks.map(lineOf), [
		"The ferry left on time, though the water had risen overnight.",
	]);
	assert.ok(trace.some(({ why }) => why === "the recipe x strips it"));
});

test("a recipe that finds nothing leaves the page to the general rules", () => {
	const recipe: Recipe = {
		name: "x",
		hosts: [],
		marks: [],
		layouts: [{ since: "", title: ".none", body: ".none" }],
	};
	const html = `<!-- https://a.example/1 2024-01-01 --><title>A pier</title><h1>A pier</h1><p>The ferry left on time, though the water had risen overnight.</p>`;
	assert.equal(extract(pageOf(html), recipe).article.title, "A pier");
});

test("an operator's recipe comes before those that Pressmark brings", () => {
	const own = readRecipe({ name: "mine", hosts: ["rfa.org"], layouts: [{ body: "article" }] });
	assert.equal(own.kind, "recipe");
	const page = readPage({ address: "https://www.rfa.org/a", html: "<p>" });
	assert.equal(own.kind === "recipe" && recipeFor(page, [own.recipe])?.name, "mine");
	assert.equal(recipeFor(page)?.name, "rfa");
});

test("a platform is known by how the page's generator begins, wherever its recipe comes from", () => {
	const own = readRecipe({
		name: "press-box",
		generators: "Press Box",
		layouts: [{ since: "", body: ".story" }],
	});
	assert.equal(own.kind, "recipe");
	const recipes = own.kind === "recipe" ? [own.recipe] : [];
	const nameOf = (html: string): string | undefined =>
		recipeFor(readPage({ address: "https://a.example/1", html }), recipes)?.name;
	assert.equal(nameOf('<meta content="Press Box 4.1" name="generator">'), "press-box");
	assert.equal(nameOf("<meta name=generator content=Plone>"), "plone");
	assert.equal(nameOf('<meta name="generator" content="Not Press Box"><p>content="Plone'), undefined);
});

test("a recipe that cannot be used is refused with the key and what may stand there", () => {
	const refused = (value: unknown): string => {
		const read = readRecipe(value);
		return read.kind === "refused" ? read.problems.join("\n") : "accepted";
	};
	assert.match(refused("text"), /a recipe is a mapping of name, hosts, generators, marks, layouts/);
	assert.match(
		refused({ name: "A B", hosts: ["https://a.example/"], layouts: [{ body: "p" }] }),
		/name: letters[\s\S]*hosts: "https:\/\/a.example\/" is no host name/,
	);
	assert.match(
		refused({ name: "a", layouts: [{ body: "p" }] }),
		/hosts, generators or marks: name the hosts/,
	);
	assert.match(
		refused({ name: "a", hosts: ["a.example"], layouts: [{ body: "p[" }] }),
		/layouts\[0\]\.body: "p\[" is no CSS selector/,
	);
	assert.match(
		refused({ name: "a", hosts: ["a.example"], layouts: [{ headline: "h1" }] }),
		/layouts\[0\]\.headline: not a key here; known are since, title/,
	);
	assert.match(
		refused({ name: "a", hosts: ["a.example"], layouts: [{ since: 2023, body: "p" }] }),
		/layouts\[0\]\.since: a day in quotes/,
	);
	assert.match(
		refused({
			name: "a",
			hosts: ["a.example"],
			layouts: [
				{ since: "", body: "p" },
				{ since: "2023", body: "p" },
			],
		}),
		/newest first/,
	);
});
