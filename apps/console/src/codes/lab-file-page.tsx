import { call, checkLaboratoryNumbers, listCodes } from "@homesafe/api"
import { writeCsv } from "@homesafe/domain"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { readTable, type TableProblem } from "@homesafe/table"
import { Banner, Button, Card, FileField, PageHead, saveFile } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { problemText } from "../session/problem-text.ts"
import { CodeTabs } from "./code-tabs.tsx"
import { ImportReport } from "./import-report.tsx"
import { ImportRun } from "./import-run.tsx"
import { LanguageField } from "./language-field.tsx"
import { labTitles, markKnown, type ReportedRow, reportRows, wrongColumns } from "./read-lab-table.ts"

type Step =
  | { readonly step: "choose"; readonly fault: string | null }
  | { readonly step: "look"; readonly rows: readonly ReportedRow[]; readonly isBig5: boolean }
  | { readonly step: "run"; readonly rows: readonly ReportedRow[] }

/** A laboratory's file: read in this browser, reported row by row, then sent. */
export function LabFilePage() {
  const { t, officer } = useConsole()
  const codes = useCall(listCodes, { query: { page: 0 } })
  return (
    <div className="stack g5">
      <PageHead title={t("labs.title")} text={t("labs.text")} />
      <CodeTabs />
      {officer.roles.includes("tracer") ? (
        <Waiting of={codes}>{({ ways }) => <ImportSteps ways={ways} />}</Waiting>
      ) : (
        <Banner level="info">{t("labs.tracersOnly")}</Banner>
      )}
    </div>
  )
}

function ImportSteps({ ways }: { readonly ways: readonly string[] }) {
  const { t, deployment } = useConsole()
  const [step, setStep] = useState<Step>({ step: "choose", fault: null })
  const [usual, setUsual] = useState(t.language)
  const refuse = (fault: string) => setStep({ step: "choose", fault })
  const refuseFile = (problem: TableProblem) => refuse(t(`labs.problem.${problem}`))
  const open = async (file: File) => {
    const table = readTable(new Uint8Array(await file.arrayBuffer()))
    if (!table.ok) return refuseFile(table.problem)
    const wrong = wrongColumns(table.value)
    if (wrong.length > 0) return refuse(t("labs.problem.columns", { columns: wrong.join(", ") }))
    const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000)), deployment.offset)
    const rows = reportRows(table.value, { today, usual, ways })
    const numbers = rows.flatMap((each) => (each.state === "good" ? [each.row.number] : []))
    const checked = await call(checkLaboratoryNumbers, { body: { numbers } })
    if (!checked.ok) return refuse(problemText(t, checked.problem))
    const caseOf = new Map(checked.value.known.map(({ number, caseNumber }) => [number, caseNumber]))
    setStep({ step: "look", rows: markKnown(rows, caseOf), isBig5: table.value.encoding === "big5" })
  }
  if (step.step === "run") return <ImportRun rows={step.rows} onOther={() => refuse("")} />
  return (
    <>
      <Card>
        <div className="stack g4 form">
          <p>{t("labs.columns")}</p>
          <ul className="small bullets">
            {(["number", "disease", "tested", "onset", "contact", "language"] as const).map((column) => (
              <li key={column}>
                <b>{t(`labs.column.${column}`)}</b>
                {t("labs.colon")}
                {t(`labs.hint.${column}`)}
              </li>
            ))}
          </ul>
          <p>
            <Button
              kind="quiet"
              icon="save"
              onClick={() => saveFile("laboratory.csv", new Blob([exampleFile()], { type: "text/csv" }))}
            >
              {t("labs.example")}
            </Button>
          </p>
          <LanguageField label={t("labs.usual")} value={usual} onChange={setUsual} />
          <FileField
            label={t("labs.file")}
            hint={t("labs.fileHint")}
            error={step.step === "choose" && step.fault ? step.fault : undefined}
            choose={t("labs.choose")}
            accept=".csv,.txt,text/csv,text/plain"
            onFile={(file) => void open(file)}
          />
        </div>
      </Card>
      {step.step === "look" && (
        <ImportReport rows={step.rows} isBig5={step.isBig5} onSend={() => setStep({ step: "run", rows: step.rows })} />
      )}
    </>
  )
}

/** A file to begin with: the titles and one row. */
function exampleFile(): string {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  return writeCsv([labTitles, ["LAB-2026-00001", "measles", yesterday, "", "91234567", "zh-Hant"]])
}
