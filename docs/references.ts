/** `npm run docs` writes the references from the tables in the code; test/docs.test.ts compares. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { commands } from "../src/cli/commands.ts";
import { settingsSchema } from "../src/press/settings.ts";

interface Schema {
	readonly description?: string;
	readonly type?: string;
	readonly default?: unknown;
	readonly enum?: readonly unknown[];
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly items?: Schema;
}

/** Every generated file: its path from the project's root, and its text. */
export function references(): ReadonlyMap<string, string> {
	const schema = z.toJSONSchema(settingsSchema, { io: "input" }) as Schema;
	const titled = { $id: "pressmark.schema.json", title: "Pressmark's configuration", ...schema };
	return new Map([
		["pressmark.schema.json", `${JSON.stringify(titled, null, "\t")}\n`],
		["docs/settings.md", settingsPage(schema)],
		["docs/commands.md", commandsPage()],
	]);
}

function settingsPage(schema: Schema): string {
	const head =
		"# Settings\n\nOne file, `pressmark.yaml`, read once when the program starts. A mistake is answered with the file, the line, the key and what is\nallowed there. Editors that know JSON Schema complete it from `pressmark.schema.json`.\n";
	return `${head}\n| setting | default | meaning |\n|---|---|---|\n${rows("", schema).join("\n")}\n`;
}

function rows(prefix: string, schema: Schema): string[] {
	return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
		const name = `${prefix}${key}`;
		if (value.properties !== undefined) return rows(`${name}.`, value);
		const row = `| \`${name}\` | ${shown(value.default)} | ${meaningOf(value)} |`;
		return value.items?.properties === undefined ? [row] : [row, ...rows(`${name}[].`, value.items)];
	});
}

function shown(value: unknown): string {
	return value === undefined ? "" : `\`${JSON.stringify(value)}\``;
}

function meaningOf({ description = "", enum: choices }: Schema): string {
	const words =
		choices === undefined
			? description
			: `${description} One of ${choices.map((choice) => `\`${choice}\``).join(", ")}.`;
	return words.replaceAll("|", "\\|");
}

function commandsPage(): string {
	const parts = commands.map((command) => {
		const words = ["pressmark", command.name, ...command.arguments.map(([name]) => name)].join(" ");
		const table = [...command.arguments, ...command.options].map(
			([name, meaning]) => `| \`${name}\` | ${meaning.replaceAll("|", "\\|")} |`,
		);
		const examples = command.examples.map(([line, meaning]) => `    ${line}    # ${meaning}`);
		const lines = [`## ${command.name}`, `\`${words}\``, command.summary];
		if (table.length > 0) lines.push(`| word | meaning |\n|---|---|\n${table.join("\n")}`);
		return [...lines, examples.join("\n")].join("\n\n");
	});
	const common =
		"Every command takes `--config <file>`, `--archive <folder>`, `--json`, `--quiet` and `--verbose`. Exit status: 0, all went well; 1, something\nasked for could not be done; 2, the words of the call or the configuration are off.";
	return `# Commands\n\n${common}\n\n${parts.join("\n\n")}\n`;
}

if (import.meta.main) {
	for (const [file, text] of references()) writeFileSync(join(import.meta.dirname, "..", file), text);
}
