/** What the transparency page has beside the board: tables, a ledger, hashes. */
export const transparencyStyle = `
section { display: grid; gap: 12px; padding-top: 20px; border-top: 1px solid var(--line); }
section h2 { font-size: 1.4rem; }
section article { border-inline-start: 1px solid var(--line); padding: 14px 18px; }
article.now { border-inline-start: 6px solid var(--over); }
ul { padding-inline-start: 1.3em; display: grid; gap: 6px; }
ul.plain { list-style: none; padding: 0; gap: 0; } ul.plain li + li { border-top: 1px solid var(--line); }
.soft { color: var(--soft); font-size: .94rem; }
.state { color: var(--soft); font-weight: 400; }
article.now .state { color: var(--over); font-weight: 700; }
article dl { grid-template-columns: minmax(5.5rem, auto) 1fr; } article dd { font-weight: 400; }
@media (max-width: 30rem) { article dl { grid-template-columns: 1fr; } article dd { margin-bottom: 6px; } }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: var(--surface); }
caption { text-align: start; font-weight: 700; padding-block: 8px; }
th, td { border: 1px solid var(--line); padding: 6px 10px; text-align: start; vertical-align: top; overflow-wrap: normal; }
td { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; } tfoot th, tfoot td { font-weight: 700; }
td.few { color: var(--soft); } tbody th { font-weight: 400; }
@media (max-width: 30rem) { article dl { grid-template-columns: 1fr; } article dd { margin-bottom: 6px; }
  th, td { padding: 6px; font-size: .88rem; } }
summary { padding-block: 12px; color: var(--brand); cursor: pointer; }
summary:focus-visible { outline: 3px solid var(--edge); outline-offset: 2px; }
details[open] { border-inline-start: 2px solid var(--line); padding-inline-start: 12px; } details article + article { margin-top: 12px; }
code, .mono { font: .88rem/1.5 ui-monospace, "Noto Sans Mono", monospace; overflow-wrap: anywhere; }
pre { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; white-space: pre-wrap; }
`
