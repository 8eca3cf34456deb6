export type { Article, Block, Picture } from "./article/article.ts";
export { readDocument, writeDocument } from "./article/document.ts";
export { type ImageOptions, type Images, openImages } from "./serve/img/images.ts";
export { signatureOf } from "./serve/img/signature.ts";
