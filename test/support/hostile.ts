/** What every payload tries to run: the browser test looks whether it did. */
const RUN = "window.ran=(window.ran||0)+1";

const HANDLERS =
	"onload onerror onclick onmouseover onfocus onanimationstart ontransitionend ontoggle onpointerenter onscroll onwheel onbeforeinput onpageshow onhashchange onbegin onstart onfinish oncanplay onloadstart onauxclick".split(
		" ",
	);

/** Elements with a handler that fires, or could be made to. */
const handled: readonly string[] = HANDLERS.flatMap((handler) => [
	`<img src=x ${handler}="${RUN}">`,
	`<div tabindex=0 autofocus style="animation:x 1s" ${handler}='${RUN}'>x</div>`,
]);

/** Scripts, in the ways they can be written. */
const scripts: readonly string[] = [
	`<script>${RUN}</script>`,
	`<SCRIPT>${RUN}</SCRIPT >`,
	`<script/x>${RUN}</script>`,
	`<script\n>${RUN}</script\n>`,
	`<scr<script>ipt>${RUN}</scr</script>ipt>`,
	`<script src="data:text/javascript,${RUN}"></script>`,
	`<script type=module>${RUN}</script>`,
	`<script><!--\n${RUN}\n--></script>`,
	`"><script>${RUN}</script>`,
	`'><script>${RUN}</script>`,
	`</title><script>${RUN}</script>`,
	`</style><script>${RUN}</script>`,
	`</textarea><script>${RUN}</script>`,
	`--><script>${RUN}</script>`,
	`]]><script>${RUN}</script>`,
	`<<script>${RUN}//<</script>`,
	`<script x="</script>">${RUN}</script>`,
	`&lt;script&gt;${RUN}&lt;/script&gt;`,
	`<p>\u0000<scr\u0000ipt>${RUN}</script></p>`,
	`<noscript><p title="</noscript><img src=x onerror=${RUN}>"></noscript>`,
];

const SCHEMES: readonly string[] = [
	`javascript:${RUN}`,
	`JaVaScRiPt:${RUN}`,
	`java\tscript:${RUN}`,
	`java\nscript:${RUN}`,
	`java&#9;script:${RUN}`,
	`java&Tab;script:${RUN}`,
	`&#106;avascript:${RUN}`,
	`&#x6A&#x61vascript:${RUN}`,
	`\u0001javascript:${RUN}`,
	` javascript:${RUN}`,
	`javascript&colon;${RUN}`,
	`javascript://x%0a${RUN}`,
	`vbscript:${RUN}`,
	`data:text/html,<script>${RUN}</script>`,
	"data:text/html;base64,PHNjcmlwdD53aW5kb3cucmFuPTE8L3NjcmlwdD4=",
	`blob:javascript:${RUN}`,
	`view-source:javascript:${RUN}`,
	`feed:javascript:${RUN}`,
];

/** Addresses that are programs. */
const addresses: readonly string[] = SCHEMES.flatMap((scheme) => [
	`<a href="${scheme}" autofocus>x</a>`,
	`<img src="${scheme}">`,
]);

/** Elements that bring other documents or foreign languages with them. */
const embedded: readonly string[] = [
	`<iframe src="javascript:parent.${RUN}"></iframe>`,
	`<iframe srcdoc="<script>parent.ran=1</script>"></iframe>`,
	`<object data="data:text/html,<script>parent.ran=1</script>"></object>`,
	`<embed src="data:text/html,<script>parent.ran=1</script>">`,
	`<frameset onload="${RUN}"><frame src="javascript:${RUN}"></frameset>`,
	`<applet code="x" onerror="${RUN}"></applet>`,
	`<svg onload="${RUN}"></svg>`,
	`<svg><script>${RUN}</script></svg>`,
	`<svg><script xlink:href="data:,${RUN}"/></svg>`,
	`<svg><a xlink:href="javascript:${RUN}"><text>x</text></a></svg>`,
	`<svg><animate onbegin="${RUN}" attributeName=x dur=1s>`,
	`<svg><set attributeName="onmouseover" to="${RUN}">`,
	`<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>${RUN}</script></svg>#x"/></svg>`,
	`<svg><foreignObject><body onload="${RUN}"></foreignObject></svg>`,
	`<svg><style><img src=x onerror="${RUN}"></style></svg>`,
	`<svg><title><img src=x onerror="${RUN}"></title></svg>`,
	`<svg><desc><img src=x onerror="${RUN}"></desc></svg>`,
	`<math><mtext><script>${RUN}</script></mtext></math>`,
	`<math href="javascript:${RUN}"><mi>x</mi></math>`,
	`<math><maction actiontype="statusline#x" xlink:href="javascript:${RUN}">x</maction></math>`,
	`<math><annotation-xml encoding="text/html"><img src=x onerror="${RUN}"></annotation-xml></math>`,
	`<video src=x onerror="${RUN}"></video>`,
	`<video><source onerror="${RUN}"></video>`,
	`<audio src=x onerror="${RUN}"></audio>`,
	`<picture><source srcset=x onerror="${RUN}"><img src=x onerror="${RUN}"></picture>`,
	`<portal src="javascript:${RUN}"></portal>`,
	`<link rel=stylesheet href="data:text/css,*{}" onload="${RUN}">`,
	`<link rel=import href="data:text/html,<script>${RUN}</script>">`,
	`<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
	`<base href="javascript:${RUN}//">`,
	`<template><script>${RUN}</script></template>`,
	`<template shadowrootmode=open><img src=x onerror="${RUN}"></template>`,
];

/** Markup that means one thing when it is read first and another when what was written is read again. */
const mutations: readonly string[] = [
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
	`<math><mtext><mglyph><svg><mtext><textarea><path id="</textarea><img onerror=${RUN} src=1>">`,
	`<svg></p><style><a id="</style><img src=1 onerror=${RUN}>">`,
	`<svg><p><style><g title="</style><img src onerror=${RUN}>">`,
	`<form><math><mtext></form><form><mglyph><style></math><img src onerror=${RUN}>`,
	`<noscript><style></noscript><img src=x onerror="${RUN}">`,
	`<xmp><p title="</xmp><img src=x onerror=${RUN}>"></xmp>`,
	`<noembed><p title="</noembed><img src=x onerror=${RUN}>"></noembed>`,
	`<noframes><p title="</noframes><img src=x onerror=${RUN}>"></noframes>`,
	`<plaintext><img src=x onerror="${RUN}">`,
	`<listing>&lt;img src=x onerror=${RUN}&gt;</listing>`,
	`<select><style></select><img src=x onerror=${RUN}></style>`,
	`<table><caption><svg><caption><style><img src=x onerror=${RUN}>`,
	`<a><b><a><p><img src=x onerror=${RUN}>`,
	`<p title="&quot;&gt;&lt;img src=x onerror=${RUN}&gt;">x</p>`,
	`<p title='"><img src=x onerror=${RUN}>'>x</p>`,
	`<p title="\`><img src=x onerror=${RUN}>">x</p>`,
	`<img alt="\`onerror=${RUN}" src=x>`,
	`<img src="x\` \`<script>${RUN}</script>"\` \`>`,
	`<img src="x" alt="</figcaption><script>${RUN}</script>">`,
	`<div><small style="color: #999;"><script>${RUN}</script>&lt;script&gt;${RUN}&lt;/script&gt;</small></div>`,
	`<!--><img src=x onerror=${RUN}>-->`,
	`<!---><img src=x onerror=${RUN}>-->`,
	`<!--!><img src=x onerror=${RUN}>--!>`,
	`<![CDATA[><img src=x onerror=${RUN}>]]>`,
	`<?xml version="1.0"?><img src=x onerror=${RUN}>`,
	`<!DOCTYPE x [<!ENTITY x "<img src=x onerror=${RUN}>">]>&x;`,
	`<img src=x:x onerror${"\u000c"}=${RUN}>`,
	`<img/src=x/onerror=${RUN}>`,
	`<img src=x onerror=${RUN}//`,
	`<p/onclick=${RUN}>x`,
	`<x onclick=${RUN}>x</x>`,
	`<a href=https://x.example/"onclick="${RUN}">x</a>`,
	`<a href="https://x.example/&quot; onclick=&quot;${RUN}">x</a>`,
	`<details open ontoggle=${RUN}><summary>x</summary></details>`,
	`<marquee onstart=${RUN}>x</marquee>`,
	`<body onload=${RUN}>`,
	`<html onmouseover=${RUN}>`,
	`<input autofocus onfocus=${RUN}>`,
	`<button formaction="javascript:${RUN}">x</button>`,
	`<form action="javascript:${RUN}"><input type=submit></form>`,
	`<keygen autofocus onfocus=${RUN}>`,
	`<dialog open onclose=${RUN}>x</dialog>`,
	`<td background="javascript:${RUN}">x</td>`,
];

/** Styles that hide, cover, load or run. */
const styles: readonly string[] = [
	`<p style="background:url(javascript:${RUN})">x</p>`,
	`<p style="background:url(https://tracker.example/x.png)">x</p>`,
	`<p style="position:fixed;inset:0;z-index:9999">cover</p>`,
	`<p style="width:expression(${RUN})">x</p>`,
	`<p style="-moz-binding:url(https://tracker.example/x.xml#x)">x</p>`,
	"<p style=\"behavior:url('#default#time2')\">x</p>",
	`<small style="color: #999;background:url(https://tracker.example/x)">x</small>`,
	`<style>@import "https://tracker.example/x.css";</style>`,
	`<style>*{background:url(https://tracker.example/x)}</style>`,
	`<img src="https://tracker.example/pixel.gif" width=1 height=1>`,
	`<img srcset="https://tracker.example/pixel.gif 1x" src="x">`,
	`<img src="//tracker.example/pixel.gif">`,
	`<video poster="https://tracker.example/x.png"></video>`,
	`<link rel=dns-prefetch href="//tracker.example">`,
	`<a href="https://x.example/" ping="https://tracker.example/ping">x</a>`,
	`<table background="https://tracker.example/x.png"><tr><td>x</td></tr></table>`,
	`<blockquote cite="javascript:${RUN}">x</blockquote>`,
	`<p id="main" name="getElementById" class="skip">clobbered</p>`,
	`<img name=body src=x><img name=querySelectorAll src=x>`,
	`<p lang="x&quot; onclick=${RUN}" dir="&quot;&gt;&lt;script&gt;${RUN}&lt;/script&gt;">x</p>`,
];

/** At least 150 ways to make an archived article do something; none may do anything. */
export const HOSTILE: readonly string[] = [
	...handled,
	...scripts,
	...addresses,
	...embedded,
	...mutations,
	...styles,
];
