import { openBrowser } from "../../test/support/browser.ts";

/** What a phone with a quarter of this machine's speed, and nothing in its cache, sees. */
export interface Paint {
	/** First paint with text, ms after the request. */
	readonly firstPaintMs: number;
	/** Cumulative layout shift; 0 is none. */
	readonly layoutShift: number;
}

const SLOWDOWN = 4;
const RUNS = 5;

/** The median of a few cold visits. */
export async function paintOf(address: string): Promise<Paint> {
	const browser = await openBrowser();
	const seen: Paint[] = [];
	for (let run = 0; run < RUNS; run++) {
		const context = await browser.newContext({
			viewport: { width: 390, height: 844 },
			isMobile: true,
			deviceScaleFactor: 3,
		});
		const page = await context.newPage();
		const session = await context.newCDPSession(page);
		await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
		await page.goto(address, { waitUntil: "networkidle" });
		await page.evaluate("window.scrollTo(0, document.body.scrollHeight)");
		seen.push(
			await page.evaluate<Paint>(`new Promise((resolve) => {
				let layoutShift = 0;
				new PerformanceObserver((list) => list.getEntries().forEach((entry) => { layoutShift += entry.value; }))
					.observe({ type: "layout-shift", buffered: true });
				const [paint] = performance.getEntriesByName("first-contentful-paint");
				setTimeout(() => resolve({ firstPaintMs: paint.startTime, layoutShift }), 200);
			})`),
		);
		await context.close();
	}
	await browser.close();
	const middle = (values: readonly number[]): number =>
		values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
	return {
		firstPaintMs: middle(seen.map(({ firstPaintMs }) => firstPaintMs)),
		layoutShift: Math.max(...seen.map(({ layoutShift }) => layoutShift)),
	};
}
