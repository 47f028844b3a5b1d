import { call, type ImportedRow, listImportedRows } from "@homesafe/api"
import { Button } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { reportLines } from "./report-lines.ts"

const AT_ONCE = 1000

/** Saves the report of all rows as a table for a spreadsheet. */
export function SaveReport({
  id,
  head,
  fileName,
}: {
  readonly id: string
  readonly head: readonly string[]
  readonly fileName: string
}) {
  const { t, deployment } = useConsole()
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    const rows: ImportedRow[] = []
    for (let page = 0; ; page += 1) {
      const part = await call(listImportedRows, { params: { id }, query: { page, size: AT_ONCE } })
      if (!part.ok) break
      rows.push(...part.value.rows)
      if (part.value.rows.length < AT_ONCE) break
    }
    const say = sayTimes(deployment, t.language)
    const text = reportLines(t, head, rows, say.moment).join("")
    const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }))
    const link = document.createElement("a")
    link.href = url
    link.download = `${fileName.replace(/\.[a-z]+$/i, "")}-report.csv`
    link.click()
    // Some browsers read the file after the click has returned.
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
    setBusy(false)
  }
  return (
    <Button kind="quiet" icon="save" disabled={isBusy} onClick={() => void save()}>
      {t("imports.report")}
    </Button>
  )
}
