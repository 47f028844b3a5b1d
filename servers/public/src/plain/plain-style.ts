/** The looks of pages without scripts: the colours of the product's tokens, light and dark, on paper too. */
export const plainStyle = `
:root { color-scheme: light dark; --bg: #f5f2eb; --surface: #fffefb; --line: #dcd5c7; --text: #1c211f; --soft: #4a514d;
  --brand: #084a45; --edge: #5b2a9e; --over: #0b5a54; --over-tint: #dcebe7; --strip: #1c211f; --on-strip: #fffefb; }
@media (prefers-color-scheme: dark) { :root { --bg: #121614; --surface: #1b211e; --line: #343c38; --text: #eeece6; --soft: #b9bfba;
  --brand: #9be3d6; --edge: #a98bf5; --over: #6fcfbf; --over-tint: #17352f; --strip: #eeece6; --on-strip: #121614; } }
* { box-sizing: border-box; margin: 0; }
body { background: var(--bg); color: var(--text); font: 1.0625rem/1.55 "Noto Sans", "Noto Sans HK", "Noto Sans SC", system-ui, sans-serif;
  overflow-wrap: anywhere; }
.strip { background: var(--strip); color: var(--on-strip); text-align: center; font-weight: 700; padding: 8px 16px; font-size: .9rem; }
header, main, footer { max-width: 44rem; margin-inline: auto; padding: 16px; display: grid; gap: 16px; }
h1 { font-size: 1.8rem; line-height: 1.2; } h2 { font-size: 1.25rem; line-height: 1.3; } h3 { font-size: 1.0625rem; }
nav { display: flex; flex-wrap: wrap; gap: 4px 20px; }
a { color: var(--brand); display: inline-block; padding-block: 10px; }
a[aria-current] { color: var(--text); font-weight: 700; text-decoration: none; }
a:focus-visible { outline: 3px solid var(--edge); outline-offset: 2px; }
article, .none { background: var(--surface); border: 1px solid var(--line); border-inline-start: 6px solid var(--edge); border-radius: 14px;
  padding: 18px 20px; display: grid; gap: 10px; }
.none { border-inline-start-width: 1px; border-inline-start-color: var(--line); }
.withdrawn { border-inline-start: 6px double var(--over); }
.over strong { display: block; }
.over { background: var(--over-tint); border-radius: 8px; padding: 10px 14px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 16px; } dt { color: var(--soft); } dd { font-weight: 700; }
ol { padding-inline-start: 1.4em; display: grid; gap: 6px; }
footer { color: var(--soft); font-size: .94rem; gap: 8px; padding-bottom: 48px; }
@media print { body { background: #fff; color: #000; } nav, .strip { display: none; } article { break-inside: avoid; } }
`
