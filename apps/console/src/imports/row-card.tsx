import { call, type ImportedRow, setRowsAside } from "@homesafe/api"
import { noteWords } from "@homesafe/i18n/console"
import { Button, Chip } from "@homesafe/ui"
import { useState } from "react"
import { AskReason } from "../app/ask-reason.tsx"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { CorrectRow } from "./correct-row.tsx"

/** One row: its outcome, how or why, the cells as published, and what an officer can say about it. */
export function RowCard({
  importId,
  head,
  row,
  zone,
}: {
  readonly importId: string
  readonly head: readonly string[]
  readonly row: ImportedRow
  readonly zone: string
}) {
  const { t } = useConsole()
  const [asks, setAsks] = useState<"aside" | "correct" | null>(null)
  const title = t("imports.row", { n: row.number })
  const waits = row.state === "quarantined" && row.handled === null
  return (
    <section className="list-row roomy" aria-label={title}>
      <div className="grow stack g1">
        <p className="row g2 wrap">
          <b>{title}</b>
          <Chip tone={waits ? "caution" : row.state === "repaired" ? "info" : row.state === "accepted" ? "ok" : "line"}>
            {t(`imports.outcome.${row.state}`)}
          </Chip>
        </p>
        {row.notes.map((note) => (
          <p key={`${note.code}${note.given ?? ""}${note.taken ?? ""}`}>{noteWords(t, row.state, note)}</p>
        ))}
        <Handled row={row} />
        <details>
          <summary className="small">
            {t("imports.published")}: {firstCells(row.cells)}
          </summary>
          <dl className="published-cells small">
            {row.cells.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no name but their place
              <div key={at}>
                <dt className="soft">{head[at] ?? `${at + 1}`}</dt>
                <dd className="breaks">{cell}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
      {waits && (
        <div className="row g2 wrap">
          <Button kind="quiet" onClick={() => setAsks("correct")}>
            {t("imports.correct")}
          </Button>
          <Button kind="quiet" onClick={() => setAsks("aside")}>
            {t("imports.setAside")}
          </Button>
        </div>
      )}
      {asks === "correct" && (
        <CorrectRow importId={importId} row={row} head={head} zone={zone} onClose={() => setAsks(null)} />
      )}
      {asks === "aside" && (
        <AskReason
          title={`${t("imports.setAside")}: ${title}`}
          text={t("imports.setAsideText")}
          act={t("imports.setAside")}
          label={t("imports.reason")}
          hint={t("imports.reasonHint")}
          onClose={() => setAsks(null)}
          send={(reason) => call(setRowsAside, { params: { id: importId }, body: { reason, place: row.place } })}
        />
      )}
    </section>
  )
}

function Handled({ row: { handled } }: { readonly row: ImportedRow }) {
  const { t, deployment } = useConsole()
  if (handled === null) return null
  const { how, officer, reason, at, earlier } = handled
  return (
    <p className="small">
      {t(`imports.handled.${how}`, { officer, reason, time: sayTimes(deployment, t.language).moment(at) })}{" "}
      {earlier && t("imports.handledEarlier")}
    </p>
  )
}

function firstCells(cells: readonly string[]): string {
  const filled = cells.filter((cell) => cell.trim() !== "").slice(0, 4)
  return filled.map((cell) => (cell.length > 40 ? `${cell.slice(0, 40)}…` : cell)).join(" · ")
}
