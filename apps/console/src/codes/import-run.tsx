import { type CallProblem, type CodeState, getLabImport, type LabOutcome } from "@homesafe/api"
import { writeCsv } from "@homesafe/domain"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { Banner, Button, Progress, saveFile } from "@homesafe/ui"
import { useEffect, useRef, useState } from "react"
import { useConsole } from "../app/context.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"
import { refusalWords, repairWords } from "./import-report.tsx"
import type { ReportedRow } from "./read-lab-table.ts"
import { sendRows } from "./send-rows.ts"

/** Opens the cases and follows their codes; what was interrupted goes on, and nothing is done twice. */
export function ImportRun({ rows, onOther }: { readonly rows: readonly ReportedRow[]; readonly onOther: () => void }) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [id] = useState(() => crypto.randomUUID())
  const [outcomes, setOutcomes] = useState<ReadonlyMap<number, LabOutcome>>(new Map())
  const [end, setEnd] = useState<CallProblem | "done" | null>(null)
  const isGone = useRef(false)
  const stateOf = new Map(useCall(getLabImport, { params: { id } }).value?.codes.map((c) => [c.caseId, c.state]))
  const good = rows.filter((each) => each.state === "good")
  const start = async () => {
    setEnd(null)
    const left = good.filter(({ line }) => !outcomes.has(line))
    const tell = (more: readonly LabOutcome[]) => {
      setOutcomes((before) => new Map([...before, ...more.map((each) => [each.line, each] as const)]))
      askAnew()
    }
    const ended = await sendRows(id, left, { tell, isStopped: () => isGone.current })
    if (!isGone.current) setEnd(ended ?? "done")
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the run begins.
  useEffect(() => {
    isGone.current = false
    void start()
    return () => {
      isGone.current = true
    }
  }, [])
  const states = [...stateOf.values()]
  const count = (...wanted: readonly CodeState[]) => states.filter((state) => wanted.includes(state)).length
  const waiting = count("waiting")
  const save = () => {
    const text = writeResult(t, rows, outcomes, stateOf)
    saveFile("laboratory-result.csv", new Blob([text], { type: "text/csv" }))
  }
  return (
    <section className="stack g4" aria-labelledby="run">
      <h2 id="run">{t("labs.runTitle")}</h2>
      <div className="card stack g3" role="status">
        <Progress label={t("labs.runTitle")} value={outcomes.size} max={good.length} />
        <p>{t("labs.opened", { n: outcomes.size, of: good.length })}</p>
        <Progress label={t("labs.sentTitle")} value={count("delivered", "used")} max={Math.max(1, good.length)} />
        <p>{t("labs.sent", { n: count("delivered", "used") })}</p>
        {count("failed") > 0 && <p>{t("labs.failed", { n: count("failed") })}</p>}
        {end === null && <p className="small soft">{t("labs.stay")}</p>}
      </div>
      {waiting > 0 && (
        <Banner level="caution" title={t("labs.waiting", { n: waiting })}>
          {t("labs.waitingText")}
        </Banner>
      )}
      {end !== null && end !== "done" && (
        <Banner level="fault" title={problemText(t, end)}>
          <div className="stack g3">
            <p>{t("labs.nothingTwice")}</p>
            <p>
              <Button onClick={() => void start()}>{t("labs.goOn")}</Button>
            </p>
          </div>
        </Banner>
      )}
      {end === "done" && <Banner level="corrected" icon="check" title={t("labs.done")} />}
      <div className="row wrap g2">
        <Button kind="quiet" icon="save" onClick={save}>
          {t("labs.saveResult")}
        </Button>
        {end !== null && (
          <Button kind="plain" onClick={onOther}>
            {t("labs.other")}
          </Button>
        )}
      </div>
    </section>
  )
}

/** What became of every row of the file. */
function writeResult(
  t: ConsoleTranslate,
  rows: readonly ReportedRow[],
  outcomes: ReadonlyMap<number, LabOutcome>,
  stateOf: ReadonlyMap<string, CodeState>,
): string {
  const head = ["line", "number", "case", "state", "notes"] as const
  const lines = rows.map((each) => {
    const { line, number } = each
    if (each.state === "refused") {
      const why = each.reasons.map((reason) => refusalWords(t, reason)).join("; ")
      return [String(line), number, "", t("labs.result.refused"), why]
    }
    if (each.state === "known") return [String(line), number, each.caseNumber, t("labs.result.known"), ""]
    const outcome = outcomes.get(line)
    const state = outcome && outcome.caseId !== null ? stateOf.get(outcome.caseId) : undefined
    if (outcome?.caseId === null) return [String(line), number, "", t("labs.result.known"), t("labs.otherArea")]
    const words = state ? t(`codes.state.${state}`) : t(outcome ? `labs.result.${outcome.outcome}` : "labs.result.left")
    return [
      String(line),
      number,
      outcome?.caseNumber ?? "",
      words,
      each.repairs.map((r) => repairWords(t, r)).join("; "),
    ]
  })
  return writeCsv([head.map((column) => t(`labs.resultColumn.${column}`)), ...lines])
}
