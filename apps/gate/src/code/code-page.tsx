import { ruleOn } from "@homesafe/domain"
import { languages } from "@homesafe/i18n"
import { serviceDayOf } from "@homesafe/protocol"
import { Brand, Button, Chip, QrCode } from "@homesafe/ui"
import { useGate } from "../app/context.ts"
import { grantOf } from "../app/grant-of.ts"
import { useKept } from "../app/use-kept.ts"
import type { KeptScreen } from "../keys/gate-database.ts"
import { useDoorTime } from "../time/use-door-time.ts"
import { useWakeLock } from "../time/use-wake-lock.ts"
import { CountdownRing } from "./countdown-ring.tsx"
import { CODE_SECONDS, codeTimeOf } from "./make-code.ts"
import { StopNotice } from "./stop-notice.tsx"
import { useCode } from "./use-code.ts"

/** What visitors see: the code, what to do with it in three languages, the place, when the next code comes, and the way without a phone. */
export function CodePage({
  screen,
  onStaff,
  onForm,
}: {
  readonly screen: KeptScreen
  readonly onStaff: () => void
  readonly onForm: () => void
}) {
  const { t, say, facts } = useGate()
  const { moment, dateAndTime } = useDoorTime()
  const code = useCode(screen, moment)
  // Only a page whose files are on this device may say that it needs no network.
  const isKept = useKept(async () => (await navigator.serviceWorker?.ready) !== undefined, "")
  useWakeLock()
  const grant = grantOf(screen)
  if (!grant) return null
  const { names, header } = grant
  const category = facts.catalogue.categories.find(({ n }) => n === header.category)
  const today = serviceDayOf(moment, facts.trust.offset)
  const rule =
    category && facts.policy
      ? ruleOn(facts.policy, category, today).rule
      : category?.gate === "never"
        ? "never"
        : "voluntary"
  const isFree = rule === "voluntary" || rule === "never"
  const left = CODE_SECONDS - (moment - codeTimeOf(moment))
  const isStopped = code !== undefined && code.state !== "code"
  return (
    <div className="gate door">
      <header>
        <Brand name={t("brand.name")} href={import.meta.env.BASE_URL} />
        <p className="row g4 wrap">
          {isKept && (
            <Chip tone="ok" icon="check">
              {t("code.offline")}
            </Chip>
          )}
          <b className="num when">{dateAndTime}</b>
        </p>
      </header>
      <main>
        {isStopped ? (
          <StopNotice state={code.state} />
        ) : (
          <>
            <div className="code-frame">
              {code?.state === "code" && <QrCode text={code.text} label={t("code.label", { venue: names.en })} />}
            </div>
            <div className="stack g5">
              <h1 className="stack g1">
                {(["zh-Hant", "en", "zh-Hans"] as const).map((language) => (
                  <span key={language} lang={language} className={`scan-${language}`}>
                    {say[language]("code.scan")}
                  </span>
                ))}
              </h1>
              <section className="card stack g1" aria-label={t("code.place")}>
                <p lang="zh-Hant" className="place-name">
                  <bdi>{names.hant}</bdi>
                </p>
                <p lang="en">
                  <b>
                    <bdi>{names.en}</bdi>
                  </b>
                </p>
                <p className="soft">
                  <span lang="zh-Hant">{say["zh-Hant"](`rules.rule.${rule}`)}</span> ·{" "}
                  <span lang="en">{say.en(`rules.rule.${rule}`)}</span>
                </p>
              </section>
              <CountdownRing left={left} of={CODE_SECONDS} />
            </div>
          </>
        )}
      </main>
      <footer>
        <p className="no-phone stack g1 small">
          {languages.map((language) => (
            <span key={language} lang={language}>
              {say[language](isFree ? "code.noPhone.free" : "code.noPhone.ask")}
            </span>
          ))}
        </p>
        {code?.state === "code" && rule !== "never" && (
          <Button kind="quiet" icon="seal" onClick={onForm}>
            <span className="row wrap g2">
              {languages.map((language) => (
                <span key={language} lang={language}>
                  {say[language]("form.open")}
                </span>
              ))}
            </span>
          </Button>
        )}
        <Button kind="plain" icon="seal" onClick={onStaff}>
          {t("code.staff")}
        </Button>
      </footer>
    </div>
  )
}
