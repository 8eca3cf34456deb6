export type { Article, Block, Picture } from "./article/article.ts";
export { readDocument, writeDocument } from "./article/document.ts";
