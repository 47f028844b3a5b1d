import { call, correctRow, type ImportedRow } from "@homesafe/api"
import { instantOfText } from "@homesafe/lists"
import { TextField } from "@homesafe/ui"
import { useState } from "react"
import { AskReason } from "../app/ask-reason.tsx"
import { useConsole } from "../app/context.ts"

/** Says by hand what a row means: name, beginning and end in the list's own time zone, and why. */
export function CorrectRow({
  importId,
  row,
  head,
  zone,
  onClose,
}: {
  readonly importId: string
  readonly row: ImportedRow
  readonly head: readonly string[]
  readonly zone: string
  readonly onClose: () => void
}) {
  const { t } = useConsole()
  const [name, setName] = useState(likelyName(head, row.cells))
  const [from, setFrom] = useState("")
  const [until, setUntil] = useState("")
  const [start, end] = [instantOfText(from, zone), instantOfText(until, zone)]
  return (
    <AskReason
      title={`${t("imports.correct")}: ${t("imports.row", { n: row.number })}`}
      text={t("imports.correctText", { zone })}
      act={t("imports.correct")}
      label={t("imports.reason")}
      hint={t("imports.reasonHint")}
      isReady={name.trim() !== "" && start !== undefined && end !== undefined && start < end}
      onClose={onClose}
      send={async (reason) => {
        if (start === undefined || end === undefined) return { ok: false, problem: "window-not-allowed" }
        const params = { id: importId, place: String(row.place) }
        return call(correctRow, { params, body: { name: name.trim(), start, end, reason } })
      }}
    >
      <TextField
        label={t("imports.field.name")}
        maxLength={250}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
      />
      <div className="stack g3">
        <TextField
          label={t("imports.from")}
          type="datetime-local"
          value={from}
          onChange={(e) => setFrom(e.currentTarget.value)}
        />
        <TextField
          label={t("imports.until")}
          type="datetime-local"
          value={until}
          onChange={(e) => setUntil(e.currentTarget.value)}
        />
      </div>
    </AskReason>
  )
}

/** The cell that most likely names the place: under a title that says so, else nothing. */
function likelyName(head: readonly string[], cells: readonly string[]): string {
  const at = head.findIndex((title) => /name|event|venue|title|名/i.test(title))
  return cells[at]?.replace(/\s+/g, " ").trim().slice(0, 250) ?? ""
}
