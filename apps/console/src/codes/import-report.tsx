import type { LabRepair } from "@homesafe/domain"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { Banner, Button } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import type { ReportedRow, RowRefusal } from "./read-lab-table.ts"

/** What a refusal says of its row. */
export function refusalWords(t: ConsoleTranslate, refusal: RowRefusal): string {
  if ("column" in refusal)
    return `${t(`labs.column.${refusal.column}`)}${t("labs.colon")}${t(`codes.fault.${refusal.fault}`)}`
  if (refusal.fault === "twice") return t("labs.twice", { line: refusal.line })
  return t(refusal.fault === "cells" ? "labs.cells" : "labs.noWay")
}

/** What a repair has made of a cell. */
export function repairWords(t: ConsoleTranslate, { column, now }: LabRepair): string {
  return t("labs.readAs", { column: t(`labs.column.${column}`), now })
}

/** What the file holds, before anything happens: what goes out, and row by row what was changed or is left out, and why. */
export function ImportReport({
  rows,
  isBig5,
  onSend,
}: {
  readonly rows: readonly ReportedRow[]
  readonly isBig5: boolean
  readonly onSend: () => void
}) {
  const { t } = useConsole()
  const good = rows.filter((each) => each.state === "good")
  const repaired = good.filter((each) => each.repairs.length > 0)
  const known = rows.filter((each) => each.state === "known")
  const refused = rows.filter((each) => each.state === "refused")
  return (
    <section className="stack g4" aria-labelledby="report">
      <h2 id="report">{t("labs.read", { n: rows.length })}</h2>
      {isBig5 && <Banner level="caution">{t("labs.big5")}</Banner>}
      <Banner level={refused.length > 0 ? "caution" : "info"} title={t("labs.good", { n: good.length })}>
        {t("labs.nothingSent")}
      </Banner>
      <Rows title={t("labs.refused", { n: refused.length })} rows={refused}>
        {(each) => (each.state === "refused" ? each.reasons.map((reason) => refusalWords(t, reason)) : [])}
      </Rows>
      <Rows title={t("labs.known", { n: known.length })} rows={known}>
        {(each) => (each.state === "known" ? [t("labs.knownAs", { number: each.caseNumber })] : [])}
      </Rows>
      <Rows title={t("labs.repaired", { n: repaired.length })} rows={repaired}>
        {(each) => (each.state === "good" ? each.repairs.map((repair) => repairWords(t, repair)) : [])}
      </Rows>
      {good.length > 0 && (
        <p>
          <Button icon="key" onClick={onSend}>
            {t("labs.send", { n: good.length })}
          </Button>
        </p>
      )}
    </section>
  )
}

function Rows({
  title,
  rows,
  children,
}: {
  readonly title: string
  readonly rows: readonly ReportedRow[]
  readonly children: (row: ReportedRow) => readonly string[]
}) {
  const { t } = useConsole()
  if (rows.length === 0) return null
  return (
    <section className="stack g2">
      <h3>{title}</h3>
      <ul className="card flush rows">
        {rows.map((row) => (
          <li key={row.line} className="list-row roomy">
            <div className="grow stack g1">
              <p className="t">
                {t("labs.line", { line: row.line })} <bdi className="mono break">{row.number}</bdi>
              </p>
              {children(row).map((words) => (
                <p key={words} className="d">
                  {words}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
