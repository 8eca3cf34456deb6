/** The steps in their order; each may be switched off by name. */
export const STEPS: readonly string[] = [
	"strip",
	"choose",
	"prune",
	"trim",
	"embedded",
	"lead",
	"credit",
	"follow",
];
