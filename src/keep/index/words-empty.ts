import { fold } from "../../article/fold.ts";

/** Words that ask: a question is searched for by what it asks about. Closed classes of the grammar. */
const ASKING = `什么 甚么 啥 什么样 怎么 怎样 怎么样 如何 为何 为什么 因何 何 何时 何地 何处 何人 何种 何者 何事 何年 何月
何日 何以 哪 哪里 哪儿 哪个 哪些 哪位 哪种 哪一 哪一个 哪一位 哪一种 哪一年 哪年 哪几 哪国 哪一国 哪部 哪一部 哪家 哪座 哪方面 谁
多少 多久 多长 多大 多高 多远 几 几个 几年 几种 几次 几位 几岁 是否 是不是 有没有 能否 可否 有何 吗 呢 吧 啊 呀 么 请问 请
叫 叫做 称为 指 指的是 一 一个 一位 一种 个 位 种 名 家 座 首 部 件`;

/** Words that join: on every page, and about nothing. */
const JOINING = `的 了 是 在 有 和 与 及 以及 或 或者 而 也 都 就 又 还 还有 被 把 将 对 对于 关于 于 为 由 从 自 向 到 至 给 让 使
以 因 因为 所以 但 但是 如果 若 其 他 她 它 他们 她们 它们 我 你 我们 你们 这 那 这个 那个 这些 那些 此 该 某 每 每个 之 所 着 过
等 里 中 上 下 内 外 时 后 前 间 并 且 不 没 没有 会 能 可 可以 要 想 说 年 月 日 人`;

const ENGLISH = `a an and are as at be been but by did do does for from had has have how i in into is it its of on or that the
their there these they this those to was we were what when where which who whom whose why will with would you your`;

const empty: ReadonlySet<string> = new Set(fold(`${ASKING} ${JOINING} ${ENGLISH}`).split(/\s+/));

/** Whether a folded word says nothing of what is looked for. */
export function isEmptyWord(word: string): boolean {
	return empty.has(word);
}
