import type { Command } from "./command.ts";
import { add } from "./commands/add.ts";
import { capture } from "./commands/capture.ts";
import { checkRecipes } from "./commands/check-recipes.ts";
import { explain } from "./commands/explain.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { init } from "./commands/init.ts";
import { prove } from "./commands/prove.ts";
import { publish } from "./commands/publish.ts";
import { reextract } from "./commands/reextract.ts";
import { reindex } from "./commands/reindex.ts";
import { run } from "./commands/run.ts";
import { search } from "./commands/search.ts";
import { serve } from "./commands/serve.ts";
import { status } from "./commands/status.ts";
import { sync } from "./commands/sync.ts";
import { verify } from "./commands/verify.ts";
import { verifyProof } from "./commands/verify-proof.ts";

/** Every command, in the order that `pressmark --help` lists them. */
export const commands: readonly Command[] = [
	init,
	add,
	importCommand,
	sync,
	run,
	serve,
	status,
	search,
	publish,
	exportCommand,
	capture,
	explain,
	checkRecipes,
	verify,
	prove,
	verifyProof,
	reindex,
	reextract,
];
