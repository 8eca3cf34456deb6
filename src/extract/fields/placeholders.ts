const PLACEHOLDER =
	/^(?:未知|佚名|匿名|无名|無名|不详|不詳|网络|網絡|網路|互联网|网络整理|網絡整理|本站|本网|本網|小编|小編|管理员|管理員|原创|原創|转载|轉載|投稿|(?:the )?author|name|(?:(?:word)?press|wp)?[-_]?admin|administrator|publisher|webmaster|user(?:name)?|unknown|undefined|null|none|n\/a|root)$/i;

/** Whether a system wrote this for want of an author: 佚名, admin. */
export const isPlaceholder = (name: string): boolean => PLACEHOLDER.test(name);
