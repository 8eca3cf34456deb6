/** Runs `work` on every item, at most `atOnce` at a time, in order of arrival. The first error stops new starts and is thrown. */
export async function inPool<T>(
	items: Iterable<T> | AsyncIterable<T>,
	atOnce: number,
	work: (item: T) => Promise<void>,
): Promise<void> {
	const running = new Set<Promise<void>>();
	let failure: { error: unknown } | null = null;
	for await (const item of items) {
		if (failure !== null) break;
		const run: Promise<void> = work(item)
			.catch((error: unknown) => {
				failure ??= { error };
			})
			.finally(() => running.delete(run));
		running.add(run);
		if (running.size >= atOnce) await Promise.race(running);
	}
	await Promise.all(running);
	if (failure !== null) throw (failure as { error: unknown }).error;
}
