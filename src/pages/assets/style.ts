/** `.r0` to `.rf`, and so for green and blue: a part of a picture's colour, in steps of 17 from 0 to 255. */
const TONES = ["r", "g", "b"]
	.map((part) =>
		Array.from({ length: 16 }, (_, step) => `.${part}${step.toString(16)}{--${part}:${step * 17}}`).join(""),
	)
	.join("\n");

/**
 * The reader's style sheet. Paper, ink and one red; serif for what outlets wrote, sans for what the
 * archive says of it; no picture and no font from anywhere but the reader's own device.
 */
export const STYLE = `
/* Chinese quotation marks, dashes and ellipses are as wide as characters; Latin fonts would draw them narrow. */
@font-face{font-family:"Han marks";src:local("Songti SC"),local("STSongti-SC-Regular"),local("Noto Serif CJK SC"),local("Source Han Serif SC"),local("PingFang SC"),local("Microsoft YaHei"),local("Noto Sans CJK SC");unicode-range:U+2014,U+2018-201D,U+2026,U+00B7}
:root{
color-scheme:light dark;
--paper:#fcfbf8;--sheet:#f4f1ea;--ink:#1c1b19;--soft:#5d5850;--line:#dcd6ca;--accent:#a32a1a;--link:#7d2418;--mark:#fbe7a8;--added:#dcefd8;--removed:#f8dcd6;
--serif:Charter,"Iowan Old Style","Source Serif 4","Noto Serif",Georgia,"Liberation Serif","Times New Roman",serif;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","PingFang TC","Microsoft YaHei","Microsoft JhengHei","Noto Sans CJK SC",sans-serif;
--size:1.125rem;
}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark;--paper:#161513;--sheet:#201e1b;--ink:#e9e4da;--soft:#a8a196;--line:#3a3732;--accent:#ef8a72;--link:#f0a48f;--mark:#5c4a12;--added:#1f3a22;--removed:#4a2420}
@media (prefers-color-scheme:dark){:root[data-theme=auto]{--paper:#161513;--sheet:#201e1b;--ink:#e9e4da;--soft:#a8a196;--line:#3a3732;--accent:#ef8a72;--link:#f0a48f;--mark:#5c4a12;--added:#1f3a22;--removed:#4a2420}}
:root[data-size=small]{--size:1rem}:root[data-size=large]{--size:1.3rem}:root[data-size=huge]{--size:1.55rem}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-block-start:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 var(--sans);text-autospace:normal;line-break:strict;overflow-wrap:anywhere}
/* Text in any other language is set in Latin faces again, also on a Chinese page. */
[lang]{--serif:Charter,"Iowan Old Style","Source Serif 4","Noto Serif",Georgia,"Liberation Serif","Times New Roman",serif}
:lang(zh){--serif:"Han marks",Charter,"Iowan Old Style","Source Serif 4",Georgia,"Songti SC","Noto Serif CJK SC","Source Han Serif SC","PingFang SC","Microsoft YaHei",serif}
:lang(zh-Hant),:lang(zh-TW),:lang(zh-HK){--serif:"Han marks",Charter,"Iowan Old Style","Source Serif 4",Georgia,"Songti TC","Noto Serif CJK TC","Source Han Serif TC","PingFang TC","Microsoft JhengHei",serif}
:lang(ja){--serif:Charter,Georgia,"Hiragino Mincho ProN","Noto Serif CJK JP","Yu Mincho",serif}
:lang(ko){--serif:Charter,Georgia,"Noto Serif CJK KR","Apple SD Gothic Neo",serif}
a{color:inherit;text-decoration-color:color-mix(in srgb,currentColor 35%,transparent);text-underline-offset:.18em;text-decoration-thickness:.06em}
a:hover{color:var(--accent);text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
main:focus{outline:none}
h1,h2,h3{font-family:var(--serif);line-height:1.28;margin:0;font-weight:700;text-wrap:balance}
ul,ol{margin:0;padding:0;list-style:none}
p{margin:0}
img{max-width:100%;height:auto;display:block;background:var(--sheet)}
/* Until a picture comes, its place has its colour: 4,096 of them in three times sixteen rules. Where none comes, what it shows is read on any. */
.tone{background:rgb(var(--r) var(--g) var(--b));color:#fff;text-shadow:0 0 .2em #000,0 0 .2em #000,0 0 .4em #000}
${TONES}
button,input,select{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:3px;padding:.4rem .6rem;min-height:2.5rem;max-width:100%}
button{cursor:pointer;background:var(--ink);color:var(--paper);border-color:var(--ink)}
button:hover{background:var(--accent);border-color:var(--accent)}
mark{background:var(--mark);color:var(--ink);padding:0 .06em}
kbd,code{font:.88em ui-monospace,"SF Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
kbd{border:1px solid var(--line);border-bottom-width:2px;border-radius:3px;padding:.05em .4em}
.skip{position:absolute;inset-inline-start:-100vw;background:var(--ink);color:var(--paper);padding:.6rem 1rem;z-index:1}
.skip:focus{inset-inline-start:0}

/* The frame */
.masthead,main,footer{width:min(100% - 2.2rem,76rem);margin-inline:auto}
.masthead{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem 1.6rem;padding-block:.9rem .7rem;border-block-end:3px double var(--line)}
.name{display:inline-flex;align-items:center;gap:.5rem;font:700 1.45rem/1.2 var(--serif);text-decoration:none;letter-spacing:.01em}
.mark{color:var(--accent);flex:none}
.masthead nav{flex:1 1 auto}
.masthead nav ul{display:flex;flex-wrap:wrap;gap:0 clamp(.6rem,3.2vw,1.3rem)}
.masthead nav a{display:inline-block;padding-block:.45rem;text-decoration:none;color:var(--soft)}
.masthead nav a:hover{color:var(--accent)}
[aria-current=page]{color:var(--ink);box-shadow:0 2px 0 var(--accent)}
.masthead nav a[aria-current=page]{color:var(--ink)}
.masthead form{display:flex;flex:0 1 17rem;gap:.4rem}
.masthead input{flex:1;min-width:0;background:var(--sheet);border-color:transparent;border-block-end-color:var(--soft);border-radius:0}
.masthead button{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden;padding:0;border:0;min-height:0}
.masthead button:focus-visible{position:static;clip-path:none;width:auto;height:auto;padding:.4rem .6rem}
main{padding-block:1.2rem 3rem;min-height:70vh}
footer{border-block-start:1px solid var(--line);padding-block:1.2rem 2.5rem;color:var(--soft);font-size:.9rem}
footer ul{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem}
footer li{padding-block:.35rem}
footer [aria-current]{color:var(--ink)}

/* What every list shares */
.source,.facts,.more,.others,.help,.total,.detail,.dateline p,.pagehead p,.headlines time,.counts,.tabs,.by,.history time{color:var(--soft);font-size:.875rem}
.source a,.kicker a{color:var(--accent);text-decoration:none;font-weight:600}
.source a:hover,.kicker a:hover{text-decoration:underline}
time{font-variant-numeric:tabular-nums;white-space:nowrap}
.title{font-family:var(--serif);text-decoration:none}
.title:visited{color:var(--soft)}
.title:hover{text-decoration:underline}
.excerpt{font-family:var(--serif);color:var(--soft);display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;line-height:1.55;font-size:.96rem}
.edited,.lost{font-size:.75rem;border:1px solid currentColor;border-radius:3px;padding:0 .35em;white-space:nowrap;vertical-align:.1em}
.edited{color:var(--soft)}
.lost{color:var(--accent)}
.thumbnail{width:100%;aspect-ratio:16/10;object-fit:cover}
.item.at{outline:2px solid var(--accent);outline-offset:.5rem;border-radius:2px}

/* Front page and day */
.dateline{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:0 1rem;margin-block-end:1.1rem}
.dateline h1{font-size:1.15rem;font-weight:600}
.front{display:grid;gap:1.6rem 2.4rem;margin-block-end:1.6rem;padding-block-end:1.6rem;border-block-end:1px solid var(--line)}
.first{display:grid;gap:1rem 1.6rem;align-content:start}
.seconds{display:grid;gap:1.2rem 2rem;margin-block-start:1.4rem;padding-block-start:1.2rem;border-block-start:1px solid var(--line)}
.seconds h3{font-size:1.12rem;margin-block:.15rem .3rem}
.seconds .thumbnail{display:none}
.seconds .entry{display:block;padding:0;border:0}
.front>*,.first>*,.found>*{min-width:0}
.first h2{font-size:clamp(1.6rem,1.2rem + 1.6vw,2.3rem);line-height:1.25;margin-block:.25rem .5rem}
.first .excerpt{-webkit-line-clamp:5;font-size:1.06rem}
.changed h2{font-size:1rem;border-block-start:3px solid var(--accent);padding-block-start:.5rem;margin-block-end:.4rem}
.changed h2 a{text-decoration:none}
.changed li{padding-block:.55rem;border-block-end:1px solid var(--line)}
.changed li:last-child{border:0}
.changed .title{line-height:1.4}
.gone strong,.refused strong{color:var(--accent)}
.columns{columns:18.5rem;column-gap:2.4rem;column-rule:1px solid var(--line)}
.column{break-inside:avoid;padding-block-end:1.7rem}
.column>h2{font:700 .95rem/1.4 var(--sans);border-block-start:2px solid var(--ink);padding-block:.4rem .6rem}
.column>h2 a{text-decoration:none}
.column .thumbnail{margin-block-end:.6rem}
.top h3{font-size:1.22rem;margin-block-end:.35rem}
.headlines{margin-block-start:.7rem}
.headlines li{display:grid;grid-template-columns:3.1rem 1fr;padding-block:.45rem;border-block-start:1px solid var(--line);line-height:1.45;align-items:baseline}
.headlines .edited,.headlines .lost{grid-column:2;justify-self:start;margin-block-start:.2rem}
.more{padding-block-start:.4rem}
.others h2{font-size:1rem;margin-block:1rem .4rem;color:var(--ink)}
.others ul{display:flex;flex-wrap:wrap;gap:.4rem 1.4rem}
.pages{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin-block-start:1.6rem;padding-block-start:.8rem;border-block-start:1px solid var(--line)}
.pages a{padding-block:.4rem}
.pages [rel=next]:last-child{margin-inline-start:auto}

/* Lists */
.pagehead{margin-block-end:1.2rem}
.pagehead h1{font-size:clamp(1.5rem,1.3rem + 1vw,2rem)}
.sections,.tabs ul{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin-block-start:.5rem}
.sections a,.tabs a{display:inline-block;padding-block:.35rem;text-decoration:none;color:var(--soft)}
.tabs a[aria-current]{color:var(--ink)}
.tabs{border-block-end:1px solid var(--line)}
.day>h2{font:600 .95rem/1.4 var(--sans);border-block-end:1px solid var(--line);padding-block:1.1rem .4rem}
.day>h2 a{text-decoration:none}
.entries,.hits,.changelist{max-width:46rem}
.day .entries{max-width:none}
.entry{display:flex;flex-direction:row-reverse;justify-content:flex-end;gap:1.2rem;padding-block:1rem;border-block-end:1px solid var(--line)}
.entry>div{flex:1;min-width:0}
.entry .thumbnail{flex:none;width:9.5rem;height:6.4rem;aspect-ratio:auto}
.entry h3,.hits h2{font-size:1.18rem;margin-block:.15rem .3rem}
.hits li,.changelist li{padding-block:.9rem;border-block-end:1px solid var(--line)}
.calendar{max-width:34rem}
.calendar li{display:flex;justify-content:space-between;gap:1rem;padding-block:.4rem;border-block-end:1px solid var(--line)}
.calendar span{color:var(--soft);font-size:.875rem}
.found{display:grid;gap:2rem}
.counts h2{font:600 .9rem/1.4 var(--sans);color:var(--ink);margin-block:.9rem .3rem}
.counts li{display:flex;justify-content:space-between;gap:1rem;padding-block:.3rem}
.ask{display:flex;flex-wrap:wrap;gap:.5rem;margin-block:.7rem .4rem;max-width:46rem}
.ask input{flex:1 1 14rem}

/* An article */
.story,.after,.prose{max-width:calc(var(--size)*38);margin-inline:auto}
.kicker{display:flex;flex-wrap:wrap;gap:0 1rem;font-size:.95rem}
.kicker a+a{color:var(--soft);font-weight:400}
.story h1{font-size:clamp(1.65rem,1.2rem + 2.1vw,2.6rem);line-height:1.25;margin-block:.35rem .7rem;letter-spacing:-.005em}
.story h1:lang(zh){line-height:1.36;letter-spacing:0}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.1rem;margin:0;padding-block:.7rem;border-block:1px solid var(--line)}
.facts div{display:contents}
.facts dt{max-width:7em}
.facts dd{margin:0;color:var(--ink);min-width:0;overflow-wrap:anywhere}
.facts time{white-space:normal}
.notice{background:var(--sheet);border-inline-start:3px solid var(--soft);border-radius:0;padding:.7rem 1rem;margin-block:1rem;font-size:.95rem;white-space:normal;vertical-align:0;color:var(--ink)}
.notice.lost{border:0;border-inline-start:3px solid var(--accent)}
.notice strong{color:var(--accent)}
.text{font:var(--size)/1.68 var(--serif);margin-block-start:1.4rem;hanging-punctuation:allow-end last;text-wrap:pretty;hyphens:auto}
.text:lang(zh),.text:lang(ja){line-height:1.9;text-align:justify;hyphens:manual}
.text p,.text div.p,.text ul,.text ol,.text dl,.text blockquote,.text pre{margin-block:0 1.1em}
.text h2,.text h3,.text h4,.text h5,.text h6{font-size:1.2em;margin-block:1.8em .6em;line-height:1.35}
.text h3,.text h4,.text h5,.text h6{font-size:1.06em}
.text ul{list-style:disc;padding-inline-start:1.4em}
.text ol{list-style:decimal;padding-inline-start:1.8em}
.text li{margin-block-end:.35em}
.text blockquote{margin-inline:0;padding-inline-start:1.1em;border-inline-start:3px solid var(--line);color:var(--soft)}
.text a{color:var(--link)}
.text pre{overflow-x:auto;background:var(--sheet);padding:.8rem 1rem;font:.85em/1.5 ui-monospace,Menlo,Consolas,monospace;text-align:start}
.text figure{margin:1.6em 0}
.text figure img{width:100%}
.text figcaption,.absent p{font:.85rem/1.55 var(--sans);color:var(--soft);text-align:start;margin-block-start:.5rem}
.absent{border:1px dashed var(--line);padding:.6rem 1rem 1rem}
.absent img:not([width]){aspect-ratio:3/2;object-fit:contain}
.long{word-break:break-all}
.text hr{border:0;border-block-start:1px solid var(--line);margin-block:2em;width:40%}
.table{overflow-x:auto;margin-block-end:1.2em}
table{border-collapse:collapse;font:.92rem/1.5 var(--sans);text-align:start}
th,td{padding:.45rem .9rem .45rem 0;border-block-end:1px solid var(--line);text-align:start;vertical-align:top}
td{font-variant-numeric:tabular-nums}
.after{margin-block-start:2.6rem}
.after h2{font:600 1rem/1.4 var(--sans);border-block-start:1px solid var(--line);padding-block:.8rem .3rem}
.after section{margin-block-end:1.6rem}
.history li{display:flex;flex-wrap:wrap;gap:0 .9rem;padding-block:.35rem}
.history [aria-current=page]{box-shadow:none;font-weight:600}
summary{cursor:pointer;padding-block:.5rem;color:var(--soft)}
.keeping{margin:0;font-size:.9rem}
.keeping dt{color:var(--soft)}
.keeping dd{margin:0 0 .5rem}
.neighbours{display:grid;gap:1rem 2rem;margin-block-start:2rem;padding-block-start:1rem;border-block-start:3px double var(--line)}
.neighbours span{display:block;color:var(--soft);font-size:.875rem}
ins{background:var(--added);text-decoration:none;border-block-end:2px solid currentColor}
del{background:var(--removed)}
.diff p{margin-block-end:1em}
.diff details{margin-block-end:1em;color:var(--soft)}
.diff summary{font:.875rem/1.5 var(--sans)}
.detail{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.diff .same{color:var(--soft)}

/* Plain pages */
.prose h1{font-size:1.8rem;margin-block-end:.8rem}
.prose h2{font-size:1.15rem;margin-block:1.6rem .5rem}
.prose p{margin-block-end:1em}
.prose ul{list-style:disc;padding-inline-start:1.3em}
.settings label{display:block;font-weight:600}
.settings select{min-width:16rem}
.keylist,#keys dl{display:grid;grid-template-columns:auto 1fr;gap:.4rem 1.2rem;margin:.6rem 0 1rem}
.keylist dd,#keys dd{margin:0}
dialog{border:1px solid var(--line);border-radius:4px;background:var(--paper);color:var(--ink);padding:1.4rem 1.8rem}
dialog::backdrop{background:rgb(0 0 0/.45)}
.plot{width:100%;max-width:40rem;height:auto;margin-block:.6rem 1rem;font:12px var(--sans);fill:var(--soft);overflow:visible}
.plot .bar{fill:var(--accent)}
.plot .bar.second{fill:var(--soft)}
.plot .gap{fill:var(--line);opacity:.7}
.numbers{max-width:46rem}
.numbers h2{font-size:1.1rem;margin-block:1.4rem .3rem}
.numbers td,.numbers thead th+th{text-align:end;padding-inline:1.2rem 0}
.legend{font-size:.875rem;color:var(--soft)}
.swatch{display:inline-block;width:.8em;height:.8em;background:var(--accent);margin-inline-start:.8em}
.swatch.second{background:var(--soft)}
.swatch.gap{background:var(--line)}
.gaps{font-size:.875rem;color:var(--soft);columns:18rem;margin-block-end:.8rem}
.failing td{color:var(--accent)}
.address{font-size:.85rem;color:var(--soft);font-weight:400}
.plot .axis{stroke:var(--line)}

@media (min-width:46rem){
.tosearch{display:none}
.seconds{grid-template-columns:repeat(3,1fr)}
.first{grid-template-columns:1.15fr 1fr;align-items:start}
.neighbours{grid-template-columns:1fr 1fr}
.neighbours .next{grid-column:2;text-align:end}
}
@media (min-width:64rem){
.front{grid-template-columns:1fr 18rem}
.found{grid-template-columns:minmax(0,46rem) minmax(13rem,1fr)}
.found{gap:4rem}
.counts{max-width:17rem}
.day .entries{display:grid;grid-template-columns:1fr 1fr;column-gap:3.5rem}
}
@media (max-width:45.99rem){
.masthead{padding-block-end:.2rem}
.masthead form{display:none}
.masthead nav{flex-basis:100%}
.masthead nav:lang(en){font-size:.875rem}
.tosearch{margin-inline-start:auto}
.ask input{flex-basis:100%}
.ask select{flex:1}
.entry .thumbnail{width:6.4rem;height:4.8rem}
.text:lang(zh),.text:lang(ja){line-height:1.82}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{
.masthead nav,.masthead form,footer,.skip,.neighbours,.pages,dialog,.after section,details{display:none}
:root,:root[data-theme]{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--line:#999;--size:11pt}
.story{max-width:none}
.text a{color:inherit}
figure,h2,h3{break-inside:avoid}
h2,h3{break-after:avoid}
}
`;
