export const explainTrace = (a: unknown, t: unknown): string => JSON.stringify([a, t], null, 1);
