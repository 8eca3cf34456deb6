/** True for what can be a mark: 10 characters of base32. */
export function isMark(text: string): boolean {
	return /^[a-z2-7]{10}$/.test(text);
}
