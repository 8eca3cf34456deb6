export const discoverFeeds = (_c: unknown): { address: string }[] => [];
