import type { Language } from "@homesafe/i18n"
import type { GateTranslate } from "@homesafe/i18n/gate"
import { Banner, Button, Icon, LanguageSwitch } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { useGate } from "../app/context.ts"
import { grantOf } from "../app/grant-of.ts"
import { nameIn } from "../app/names.ts"
import type { KeptScreen } from "../keys/gate-database.ts"
import { useDoorTime } from "../time/use-door-time.ts"
import { now } from "../time/use-now.ts"
import { useWakeLock } from "../time/use-wake-lock.ts"
import type { WrittenForm } from "./check-form.ts"
import { FormFields } from "./form-fields.tsx"
import { sendFormsAlone } from "./send-forms.ts"
import { type FormProblem, takeForm } from "./take-form.ts"
import { useIdle } from "./use-idle.ts"

/** A page that somebody has left shows the next one nothing. Seconds. */
const IDLE_SECONDS = 60
const DONE_SECONDS = 15

type Step = { readonly name: "writing"; readonly problem: FormProblem | "not-kept" | null } | { readonly name: "taken" }

/**
 * The register form: name, number and times, sealed on this device and cleared from it at once. Its language is the visitor's own choice,
 * and it leads back to the code alone: staff may have handed the device over.
 */
export function FormPage({ screen, onBack }: { readonly screen: KeptScreen; readonly onBack: () => void }) {
  const { t: staff, say, database, facts } = useGate()
  const { moment } = useDoorTime()
  const [language, setLanguage] = useState<Language>(staff.language)
  const [step, setStep] = useState<Step>({ name: "writing", problem: null })
  const t = say[language]
  const isTaken = step.name === "taken"
  useIdle(isTaken ? DONE_SECONDS : IDLE_SECONDS, onBack)
  useWakeLock()
  const grant = grantOf(screen)
  useEffect(() => {
    if (isTaken) void sendFormsAlone(database, facts.trust, now()).catch(() => undefined) // no network: the app's next round
  }, [isTaken, database, facts.trust])
  if (!grant) return null
  const venue = nameIn(grant.names, language)
  const take = async (written: WrittenForm & { readonly until: Parameters<typeof takeForm>[1]["until"] }) => {
    const outcome = await takeForm({ database, screen, facts }, written, now()).catch(() => "not-kept" as const) // no room on the disk
    setStep(outcome === "taken" ? { name: "taken" } : { name: "writing", problem: outcome })
  }
  return (
    <div className="gate staff" lang={language}>
      <header>
        <div className="stack g1">
          <h1>{t("form.title")}</h1>
          <p className="soft">
            <bdi>{venue}</bdi>
          </p>
        </div>
        <LanguageSwitch
          label={t("language.label")}
          names={{ en: "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文" }}
          value={language}
          onChange={setLanguage}
        />
      </header>
      <main>
        {step.name === "taken" ? (
          <section className="card-pass stack g3" role="status">
            <Icon name="seal" size="l" />
            <h2>{t("form.taken")}</h2>
            <p>{t("form.takenText")}</p>
          </section>
        ) : (
          <div className="stack g4">
            {step.problem !== null && (
              <Banner level="fault" title={t("form.notTaken")}>
                {t(`form.problem.${step.problem}`)}
              </Banner>
            )}
            <FormFields t={t} moment={moment} timeZone={facts.timeZone} onWritten={take} />
          </div>
        )}
        <WhoCanRead t={t} venue={venue} />
      </main>
      <footer>
        <p className="soft small">{!isTaken && t("form.foot")}</p>
        <Button kind="plain" icon="back" onClick={onBack}>
          {t(isTaken ? "form.finish" : "form.leave")}
        </Button>
      </footer>
    </div>
  )
}

/** Who can read it, when, and for how long: nothing else may be promised here than what the protocol holds. */
function WhoCanRead({ t, venue }: { readonly t: GateTranslate; readonly venue: string }) {
  return (
    <section className="card stack g3" aria-labelledby="form-promise">
      <h2 id="form-promise">{t("form.who")}</h2>
      <ul className="plain-list stack g3">
        <li>{t("form.who.venue", { venue })}</li>
        <li>{t("form.who.authority")}</li>
        <li>{t("form.who.time")}</li>
        <li>{t("form.who.kept")}</li>
      </ul>
    </section>
  )
}
