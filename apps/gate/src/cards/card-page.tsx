import { serviceDayOf } from "@homesafe/protocol"
import { Banner, Button, Icon, Segmented } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { useGate } from "../app/context.ts"
import { CodeCamera } from "../camera/code-camera.tsx"
import type { KeptScreen } from "../keys/gate-database.ts"
import { performAct } from "../staff/perform-act.ts"
import { useDoorTime } from "../time/use-door-time.ts"
import { now } from "../time/use-now.ts"
import { useWakeLock } from "../time/use-wake-lock.ts"
import { startReadingCards } from "./keep-drop.ts"
import { type CardAct, type TakeProblem, takeCard } from "./take-card.ts"

type Step =
  | { readonly name: "looking" }
  | { readonly name: "taken"; readonly act: CardAct; readonly at: number; readonly isShut: boolean }
  | { readonly name: "refused"; readonly problem: TakeProblem | "nothing-found" | "not-kept" }

/** The staff's page for people with a card: scan one of its outside codes, entering or leaving. It knows nobody. */
export function CardPage({ screen, onBack }: { readonly screen: KeptScreen; readonly onBack: () => void }) {
  const { t, database, facts } = useGate()
  const { moment, timeOf } = useDoorTime()
  const [act, setAct] = useState<CardAct>("enter")
  const [step, setStep] = useState<Step>({ name: "looking" })
  useWakeLock()
  useEffect(() => void startReadingCards(database), [database])
  const take = async (text: string) => {
    const t0 = now()
    const taken = await takeCard({ database, screen, facts }, text, act, t0).catch(
      () => ({ ok: false, problem: "not-kept" }) as const, // the device's storage refused: nothing was noted
    )
    if (!taken.ok) return setStep({ name: "refused", problem: taken.problem })
    const today = serviceDayOf(t0, facts.trust.offset)
    const { isShut } = await performAct(
      database,
      today,
      act === "enter" ? { act: "pass" } : { act: "inside", change: -1 },
    )
    setStep({ name: "taken", act, at: t0, isShut })
  }
  return (
    <div className="gate staff">
      <header>
        <div className="stack g1">
          <h1>{t("card.title")}</h1>
          <p className="small soft">{t("card.lead")}</p>
        </div>
        <b className="num when">{timeOf(moment)}</b>
      </header>
      <main>
        <div className="stack g4">
          <Segmented
            label={t("card.which")}
            value={act}
            onChange={setAct}
            options={(["enter", "leave"] as const).map((value) => ({ value, label: t(`card.act.${value}`) }))}
          />
          {step.name === "looking" && (
            <CodeCamera
              onText={async (text) => {
                await take(text)
                return "enough"
              }}
              onNothing={() => setStep({ name: "refused", problem: "nothing-found" })}
            />
          )}
          {step.name === "taken" && (
            <section className="card-pass stack g3" role="status">
              <Icon name={step.act === "enter" ? "check" : "leave"} size="l" />
              <h2>{t(`card.taken.${step.act}`)}</h2>
              <p className="num when">{timeOf(step.at)}</p>
              <p>{t("card.takenText")}</p>
            </section>
          )}
          {step.name === "refused" && (
            <section className="stack g3">
              <Banner level="fault" title={t("card.refused")}>
                {t(`card.problem.${step.problem}`)}
              </Banner>
              <p className="soft">{t("card.letIn")}</p>
            </section>
          )}
        </div>
        <div className="stack g4">
          {step.name !== "looking" && (
            <Button big wide icon="scan" onClick={() => setStep({ name: "looking" })}>
              {t("card.next")}
            </Button>
          )}
          {step.name === "taken" && step.isShut && <Banner level="fault">{t("shutter.failed")}</Banner>}
          <ul className="plain-list stack g2 small">
            <li>{t("card.note.any")}</li>
            <li>{t("card.note.sealed")}</li>
            <li>{t("card.note.later")}</li>
          </ul>
        </div>
      </main>
      <footer>
        <p className="soft">{t("card.foot")}</p>
        <Button kind="plain" icon="back" onClick={onBack}>
          {t("card.back")}
        </Button>
      </footer>
    </div>
  )
}
