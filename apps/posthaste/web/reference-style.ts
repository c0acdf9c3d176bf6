/** Style of the reference page. No other file is loaded; both themes follow the reader's system. */
export const referenceStyle = `
:root{color-scheme:light dark;--bg:light-dark(#fbfbfa,#16181a);--panel:light-dark(#fff,#1d2022);--ink:light-dark(#1c2022,#e7e9ea);
--soft:light-dark(#555d61,#a9b2b6);--line:light-dark(#e2e5e4,#30363a);--link:light-dark(#0b5c62,#6fcfcd);--code:light-dark(#f1f4f3,#111315);
--get:light-dark(#0b5c62,#6fcfcd);--post:light-dark(#235a1e,#93d389);--put:light-dark(#7a4b00,#e7b765);--delete:light-dark(#a02618,#ff9d8e)}
*{box-sizing:border-box}html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
a{color:var(--link)}a:focus-visible,summary:focus-visible,pre:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
code,pre{font:13.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:var(--panel);padding:.5rem 1rem}
.page{display:grid;grid-template-columns:17rem minmax(0,1fr);max-width:84rem;margin:0 auto}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.5rem 1rem 3rem 1.5rem;border-right:1px solid var(--line);font-size:.9rem}
nav h2{font-size:.8rem;margin:1.4rem 0 .35rem;color:var(--soft)}nav ul{list-style:none;margin:0;padding:0}
nav li{break-inside:avoid}nav li a{display:block;padding:.22rem .4rem;border-radius:.3rem;text-decoration:none;color:var(--ink);overflow-wrap:anywhere}
nav li a:hover{background:var(--code)}nav .brand{font-weight:650;font-size:1.05rem}
main{padding:2.25rem clamp(1rem,4vw,3.5rem) 6rem;min-width:0}
h1{font-size:2rem;line-height:1.2;margin:0 0 .5rem}main>section>h2{font-size:1.45rem;margin:3.2rem 0 .25rem;padding-top:.4rem}
h3{font-size:1.08rem;margin:0;line-height:1.4}h4{font-size:.9rem;margin:1.3rem 0 .35rem;color:var(--soft)}
p{margin:.5rem 0;max-width:44rem}.soft{color:var(--soft)}
article{background:var(--panel);border:1px solid var(--line);border-radius:.6rem;padding:1.15rem 1.35rem 1.35rem;margin:1.1rem 0}
article:target{border-color:var(--link);box-shadow:0 0 0 1px var(--link)}
.sign{display:flex;flex-wrap:wrap;gap:.6rem;align-items:baseline;margin:.45rem 0 .2rem}.sign code{font-size:.95rem;overflow-wrap:anywhere}
.verb{font:700 .78rem ui-monospace,monospace;letter-spacing:.04em}.get{color:var(--get)}.post{color:var(--post)}.put,.patch{color:var(--put)}.delete{color:var(--delete)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.38rem .9rem .38rem 0;border-top:1px solid var(--line)}th{font-weight:600;color:var(--soft);border-top:0}
td:first-child{white-space:nowrap}pre{background:var(--code);border:1px solid var(--line);border-radius:.45rem;padding:.8rem 1rem;overflow-x:auto;margin:.4rem 0}
summary{cursor:pointer;font-size:.9rem;color:var(--link);margin-top:1.1rem;width:fit-content}dl{margin:.3rem 0;font-size:.9rem}dt{margin-top:.4rem}dd{margin:0 0 .2rem;color:var(--soft)}
@media (max-width:52rem){.page{display:block}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line);padding:1rem}nav ul{columns:2;column-gap:1rem}td:first-child{white-space:normal;overflow-wrap:anywhere}}
@media print{nav{display:none}.page{display:block}article{break-inside:avoid}}
`;
