import { Button, Icon } from "@homesafe/ui"
import { type ReactNode, useId, useRef } from "react"
import { useConsole } from "../app/context.ts"
import { DataTable, type Table } from "./data-table.tsx"
import { savePicture, savePixels } from "./save-picture.ts"

/** A picture with the sentence that says what it shows, the same as a table, and the picture as a file. */
export function Picture({
  title,
  file,
  width,
  height,
  table,
  children,
}: {
  readonly title: string
  /** The file's name, without its ending. */
  readonly file: string
  readonly width: number
  readonly height: number
  readonly table: Table
  readonly children: ReactNode
}) {
  const { t } = useConsole()
  const svg = useRef<SVGSVGElement>(null)
  const id = useId()
  return (
    <figure className="picture stack g2">
      <figcaption id={id}>{title}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="card flush table-wrap" aria-labelledby={id} tabIndex={0}>
        <svg
          ref={svg}
          className="chart"
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          role="img"
          aria-labelledby={id}
        >
          <title>{title}</title>
          {children}
        </svg>
      </section>
      <details>
        <summary>
          {t("clusters.asTable")}
          <Icon name="down" size="s" />
        </summary>
        <DataTable caption={title} {...table} />
      </details>
      <div className="row wrap g2">
        <Button
          kind="quiet"
          icon="save"
          onClick={() => {
            if (svg.current) savePicture(file, svg.current)
          }}
        >
          {t("clusters.savePicture")}
        </Button>
        <Button
          kind="quiet"
          icon="save"
          onClick={() => {
            if (svg.current) void savePixels(file, svg.current)
          }}
        >
          {t("clusters.savePixels")}
        </Button>
      </div>
    </figure>
  )
}
