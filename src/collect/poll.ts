import type { Validators } from "./net/fetched.ts";
export interface PollState {
	readonly validators: Record<string, Validators>;
	readonly dueAt: number;
	readonly lastSuccess: number | null;
	readonly lastError: string | null;
	readonly failingSince: number | null;
}
export const isDue = (s: PollState, now: number): boolean => s.dueAt <= now;
export const mayAsk = (_s: PollState, _now: number): boolean => true;
