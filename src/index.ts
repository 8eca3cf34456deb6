export type { Article, Block, Picture } from "./article/article.ts";
export { readDocument, writeDocument } from "./article/document.ts";
export { type Extracted, extract } from "./extract/extract.ts";
export { type Page, readPage } from "./extract/page.ts";
