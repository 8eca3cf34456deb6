import { setImmediate } from "node:timers/promises";

/**
 * Lets whatever waits for this process have its turn, a signal among it, since an archive is read without
 * waiting for anything. Rejects with the signal's reason once it is aborted.
 */
export async function pause(signal: AbortSignal | undefined): Promise<void> {
	await setImmediate();
	signal?.throwIfAborted();
}
