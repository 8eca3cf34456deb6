export { isZone as isReaderZone, spanOf as readerSpan } from "../pages/time.ts";
export { isLanguage as isReaderLanguage, type Language as ReaderLanguage } from "../pages/words.ts";
