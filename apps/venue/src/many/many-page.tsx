import { dateOfDay } from "@homesafe/domain"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { Banner, Button, FileField, PageHead, saveFile } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { usePortal } from "../app/context.ts"
import { exampleFile } from "./example-file.ts"
import { prepareRows } from "./prepare-rows.ts"
import { missingColumns, type ReadRow, readRows } from "./read-rows.ts"
import { readTable, type Table, type TableProblem } from "./read-table.ts"
import { findRows, type KeptRow } from "./row-store.ts"
import { RowsReport } from "./rows-report.tsx"
import { RowsRun } from "./rows-run.tsx"

type Step =
  | { readonly step: "choose"; readonly problem: TableProblem | "missing" | null; readonly missing: readonly string[] }
  | { readonly step: "look"; readonly rows: readonly ReadRow[]; readonly encoding: Table["encoding"] }
  | { readonly step: "run"; readonly rows: readonly KeptRow[] }

const START: Step = { step: "choose", problem: null, missing: [] }

/** Registers the premises of a CSV file: every row is looked at first, and nothing is sent while one is wrong. */
export function ManyPage() {
  const { t, deployment, mail } = usePortal()
  const owner = { mail: mail ?? "", dep: deployment.dep }
  const [step, setStep] = useState<Step>(START)
  const [left, setLeft] = useState<readonly KeptRow[]>([])
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000)), deployment.trust.offset)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens.
  useEffect(() => void findRows(owner.mail, owner.dep).then(setLeft), [])
  const waiting = left.filter(({ state }) => state === "waiting")
  const files = new Set(waiting.map(({ batch }) => batch))

  const open = async (file: File) => {
    const table = readTable(new Uint8Array(await file.arrayBuffer()))
    if (!table.ok) return setStep({ step: "choose", problem: table.problem, missing: [] })
    const missing = missingColumns(table.value)
    if (missing.length > 0) return setStep({ step: "choose", problem: "missing", missing })
    const rows = readRows(table.value, deployment.catalogue, { today, date: dateOfDay(today) })
    setStep({ step: "look", rows, encoding: table.value.encoding })
  }
  const register = async (rows: readonly ReadRow[]) => {
    const good = rows.flatMap(({ line, checked }) => (checked ? [{ line, checked }] : []))
    setStep({ step: "run", rows: await prepareRows(good, owner) })
  }
  return (
    <>
      <PageHead title={t("many.title")} text={t("many.lead")} />
      {step.step === "choose" && waiting.length > 0 && (
        <Banner level="caution" icon="clock" title={t("many.leftTitle", { n: waiting.length })}>
          <div className="stack g3">
            <p>{t("many.leftText")}</p>
            <p>
              <Button onClick={() => setStep({ step: "run", rows: left.filter(({ batch }) => files.has(batch)) })}>
                {t("many.goOn")}
              </Button>
            </p>
          </div>
        </Banner>
      )}
      {step.step !== "run" && (
        <div className="form card stack g4">
          <p>{t("many.columns")}</p>
          <ul className="small bullets">
            {(["names", "category", "address", "register", "entrances"] as const).map((column) => (
              <li key={column}>{t(`many.column.${column}`)}</li>
            ))}
          </ul>
          <p>
            <Button
              kind="quiet"
              icon="save"
              onClick={() =>
                saveFile("homesafe-venues.csv", new Blob([exampleFile(deployment.catalogue)], { type: "text/csv" }))
              }
            >
              {t("many.example")}
            </Button>
          </p>
          <FileField
            label={t("many.file")}
            hint={t("many.fileHint")}
            error={
              step.step === "choose" && step.problem
                ? t(`many.problem.${step.problem}`, { columns: step.missing.join(", ") })
                : undefined
            }
            choose={t("file.choose")}
            accept=".csv,.txt,text/csv,text/plain"
            onFile={(file) => void open(file)}
          />
        </div>
      )}
      {step.step === "look" && (
        <RowsReport rows={step.rows} encoding={step.encoding} onRegister={() => void register(step.rows)} />
      )}
      {step.step === "run" && <RowsRun kept={step.rows} today={today} onOther={() => setStep(START)} />}
    </>
  )
}
