/** What the machine may refuse, and what to do about it. */
const REMEDIES: Readonly<Record<string, string>> = {
	ENOSPC: "the disk is full: free some space and start again; what was kept is whole",
	EDQUOT: "the disk quota is used up: free some space and start again; what was kept is whole",
	EROFS: "the archive is on a read-only file system: give --archive a folder that can be written",
	EACCES: "permission denied: check who owns the folder, or give another with --archive",
	EPERM: "permission denied: check who owns the folder, or give another with --archive",
	EADDRINUSE: "the port is taken: is another pressmark running? Set serve.port, or stop the other",
	EEXIST: "it is there already, and nothing is overwritten: name a file or folder that is not",
	ENOENT: "it is not there: check the path",
	EMFILE: "too many open files: raise the limit (ulimit -n) and start again",
	EIO: "the disk reports an error: check it before anything else; nothing was overwritten",
};

/** An error in words a person can act on: the message, the causes behind it, and the remedy where one is known. */
export function explainFailure(error: unknown): string {
	const chain: Error[] = [];
	for (let at: unknown = error; at instanceof Error && chain.length < 8; at = at.cause) chain.push(at);
	if (chain.length === 0) return String(error);
	const code = chain
		.map((link) => (link as NodeJS.ErrnoException).code)
		.find((name) => name !== undefined && name in REMEDIES);
	const words = chain.map((link) => link.message).join(": ");
	return code === undefined ? words : `${words}\n  ${REMEDIES[code]}`;
}
