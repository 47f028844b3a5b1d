import { useId } from "react"
import { useSome } from "./use-some.tsx"

const ROWS = 50

/** What a picture says, in rows; numbers stand at the end of their cells. */
export interface Table {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** A table that scrolls sideways where there is no room, named by its caption. */
export function DataTable({ caption, heads, rows }: Table & { readonly caption: string }) {
  const id = useId()
  const { shown, more } = useSome(rows, ROWS)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="card flush table-wrap data-table" aria-labelledby={id} tabIndex={0}>
        <table>
          <caption id={id} className="visually-hidden">
            {caption}
          </caption>
          <thead>
            <tr>
              {heads.map((head, column) => (
                <th key={head} scope="col" {...(typeof rows[0]?.[column] === "number" ? { className: "r" } : {})}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a finished report do not move.
              <tr key={i}>
                {row.map((cell, column) => (
                  <td key={heads[column]} {...(typeof cell === "number" ? { className: "r" } : {})}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {more}
    </>
  )
}
