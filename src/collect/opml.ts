export function readOpml(text: string): { title: string; feed: string; home: string | null }[] {
	return [...text.matchAll(/text="([^"]*)" xmlUrl="([^"]*)" htmlUrl="([^"]*)"/g)].map(
		([, title = "", feed = "", home = ""]) => ({ title, feed, home }),
	);
}
