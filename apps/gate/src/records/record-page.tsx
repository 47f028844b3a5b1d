import { Banner, Button } from "@homesafe/ui"
import { useRef, useState } from "react"
import { useGate } from "../app/context.ts"
import { CodeCamera } from "../camera/code-camera.tsx"
import type { Seen } from "../camera/use-code-camera.ts"
import { ActButtons } from "../staff/act-buttons.tsx"
import type { DoorAct } from "../staff/counts.ts"
import type { DoorRule } from "../staff/rule-today.ts"
import { useDoorTime } from "../time/use-door-time.ts"
import { now } from "../time/use-now.ts"
import { useWakeLock } from "../time/use-wake-lock.ts"
import type { RecordAnswer } from "./judge-record.ts"
import { readShown } from "./read-shown.ts"
import { RecordAnswerSheet } from "./record-answer.tsx"

// A card has at most 99 codes; whoever shows more shows something else.
const MOST_TEXTS = 99

type Step =
  | { readonly name: "looking"; readonly said: { readonly have: number; readonly of: number } | "none" | null }
  | { readonly name: "answer"; readonly answer: RecordAnswer }
  | { readonly name: "cleared" }

/** The staff's page for health records: the camera, the answer, and beside it everything that needs no record. */
export function RecordPage({
  rule,
  isShut,
  onAct,
  onBack,
}: {
  readonly rule: DoorRule
  readonly isShut: boolean
  readonly onAct: (act: DoorAct) => void
  readonly onBack: () => void
}) {
  const { t, database, facts } = useGate()
  const { moment, timeOf } = useDoorTime()
  const [step, setStep] = useState<Step>({ name: "looking", said: null })
  // What was shown lives in this memory alone, and ends with the answer.
  const texts = useRef<readonly string[]>([])
  useWakeLock()
  const look = async (text: string): Promise<Seen> => {
    const isPart = text.startsWith("shc:/") && texts.current.length < MOST_TEXTS
    texts.current = isPart ? [...new Set([...texts.current, text])] : [text]
    const shown = await readShown(texts.current, { database, facts, now: now() })
    if (shown.state === "wanting") {
      setStep({ name: "looking", said: { have: shown.have, of: shown.of } })
      return "more"
    }
    texts.current = []
    if (shown.state === "none") {
      setStep({ name: "looking", said: "none" })
      return "more"
    }
    setStep({ name: "answer", answer: shown.answer })
    return "enough"
  }
  const next = () => setStep({ name: "looking", said: null })
  return (
    <div className="gate staff">
      <header>
        <div className="stack g1">
          <h1>{t("record.title")}</h1>
          <p className="small soft">{t("record.lead")}</p>
        </div>
        <b className="num when">{timeOf(moment)}</b>
      </header>
      <main>
        <div className="stack g4">
          {step.name === "looking" && (
            <>
              <div role="status">
                {step.said === "none" && (
                  <Banner level="caution" title={t("record.none")}>
                    {t("record.noneText")}
                  </Banner>
                )}
                {step.said !== null && step.said !== "none" && (
                  <Banner level="info" title={t("record.wanting", { ...step.said })} />
                )}
              </div>
              <CodeCamera onText={look} onNothing={() => setStep({ name: "looking", said: "none" })} />
            </>
          )}
          {step.name === "answer" && (
            <RecordAnswerSheet answer={step.answer} onDone={() => setStep({ name: "cleared" })} />
          )}
          {step.name === "cleared" && (
            <section className="stack g4">
              <p role="status">{t("record.cleared")}</p>
              <Button big wide icon="scan" onClick={next}>
                {t("record.next")}
              </Button>
            </section>
          )}
        </div>
        <div className="stack g4">
          {isShut && <Banner level="fault">{t("shutter.failed")}</Banner>}
          <ActButtons rule={rule} onAct={onAct} />
          <ul className="plain-list stack g2 small">
            <li>{t("record.note.decide")}</li>
            <li>{t("record.note.kept")}</li>
            <li>{t("record.note.warnings")}</li>
          </ul>
        </div>
      </main>
      <footer>
        <p className="soft">{t("record.foot")}</p>
        <Button kind="plain" icon="back" onClick={onBack}>
          {t("card.back")}
        </Button>
      </footer>
    </div>
  )
}
