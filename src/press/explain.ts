import type { Article } from "../article/article.ts";
import type { Fetcher } from "../collect/net/fetcher.ts";
import { explainTrace } from "../extract/explain.ts";
import { extract } from "../extract/extract.ts";
import { readPage } from "../extract/page.ts";
import { recipeFor } from "../extract/recipe.ts";
import type { Trace } from "../extract/trace.ts";
import { reasonOf } from "./words.ts";

export type Explained =
	| { readonly kind: "read"; readonly article: Article; readonly trace: Trace; readonly text: string }
	| { readonly kind: "failed"; readonly reason: string };

/** How a page is read, in words: the bytes given, or what the address answers with. Nothing is kept. */
export async function explainPage(
	address: string,
	content: Uint8Array | null,
	fetcher: Fetcher,
): Promise<Explained> {
	if (content !== null) return explained(readPage({ address, content }));
	const fetched = await fetcher.fetch({ address, kind: "page" });
	if (fetched.kind !== "page") return { kind: "failed", reason: reasonOf(fetched) };
	return explained(readPage(fetched.capture));
}

function explained(page: ReturnType<typeof readPage>): Explained {
	const { article, trace } = extract(page, recipeFor(page));
	return { kind: "read", article, trace, text: explainTrace(article, trace) };
}
