export { isZone as isReaderZone } from "../pages/time.ts";
export { isLanguage as isReaderLanguage } from "../pages/words.ts";
