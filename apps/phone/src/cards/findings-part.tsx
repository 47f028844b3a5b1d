import { diseaseInSentence } from "@homesafe/domain"
import { formatMoment, formatStay } from "@homesafe/i18n"
import { Banner, Button, Facts, Steps } from "@homesafe/ui"
import { CarePlaces } from "../exposure/care-places.tsx"
import { Deadline, sayPiece } from "../exposure/exposure-page.tsx"
import { Hotline } from "../exposure/hotline.tsx"
import { sayAdvice } from "../exposure/say-advice.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { useCardTexts } from "./card-texts.ts"
import { GivePart } from "./give-part.tsx"
import type { CardAlert, CardFindings, FoundStay } from "./look-into-records.ts"

/** What the list says of a card's visits, for the holder to read or take along on paper. Leaving this page forgets it. */
export function FindingsPart({
  findings,
  list,
  hadPin,
  onAgain,
}: {
  readonly findings: CardFindings
  readonly list: { readonly seq: number; readonly t: number }
  readonly hadPin: boolean
  readonly onAgain: () => void
}) {
  const { t, overview } = useApp()
  const tc = useCardTexts()
  const { isSound } = findings
  const stays = findings.stays.length
  const sayStay = ({ from, until, isAssumed }: FoundStay) => {
    const times = formatStay(from * 1000, until * 1000, t.language, overview.timeZone)
    return isAssumed ? `${times} (${tc("give.about")})` : times
  }
  const alerts = findings.alerts.filter(({ state }) => state !== "withdrawn")
  const time = formatMoment(list.t * 1000, t.language, overview.timeZone)
  return (
    <div className="stack g5 card-findings">
      {!isSound && (
        <Banner level="fault" title={tc("failed")}>
          {tc("failed.canary-missing")}
        </Banner>
      )}
      {isSound && stays === 0 && (
        <Banner level="caution" title={tc("empty")}>
          {tc(hadPin ? "emptyPin" : "emptyText")}
        </Banner>
      )}
      {isSound && stays > 0 && alerts.length === 0 && (
        <Banner level="corrected" icon="check" title={tc("none")}>
          {tc("noneText", { n: stays })}
        </Banner>
      )}
      {alerts.map((alert) => (
        <AlertPart key={alert.id} alert={alert} />
      ))}
      {alerts.length > 0 && <CarePlaces />}
      {stays > 0 && <GivePart stays={findings.stays} say={sayStay} />}
      <section className="stack g2 small soft">
        {stays > 0 && (
          <p>
            {tc("checked", {
              n: stays,
              seq: list.seq,
              time,
              authority: sayName(overview.authority, t.language).text,
            })}
          </p>
        )}
        <p>{tc("late")}</p>
        <p>{tc("forgotten")}</p>
      </section>
      <div className="stack g3 no-print">
        {alerts.length > 0 && <Hotline />}
        {stays > 0 && (
          <Button kind="quiet" wide icon="print" onClick={() => print()}>
            {tc("print")}
          </Button>
        )}
        <Button wide icon="check" onClick={onAgain}>
          {tc("done")}
        </Button>
      </div>
    </div>
  )
}

function AlertPart({ alert }: { readonly alert: CardAlert }) {
  const facts = useApp()
  const { t, overview } = facts
  const tc = useCardTexts()
  const advice = sayAdvice(facts, alert)
  const stay = (from: number, until: number) => formatStay(from * 1000, until * 1000, t.language, overview.timeZone)
  const remark = alert.remark && sayName(alert.remark, t.language)
  return (
    <section className="stack g3">
      {alert.state === "held" ? (
        <Banner level="caution" title={t("exposure.held")}>
          {t("exposure.heldText")}
        </Banner>
      ) : (
        <Deadline disease={advice.disease} actWithin={advice.actWithin} alert={alert} />
      )}
      <p className="lead">
        <b>{tc("sentence", { disease: diseaseInSentence(advice.disease) })}</b> {advice.lead}
      </p>
      {remark && (
        <p lang={remark.lang}>
          {t("exposure.remark", { authority: sayName(overview.authority, t.language).text })} {remark.text}
        </p>
      )}
      {advice.steps.length > 0 && (
        <div className="card stack g3">
          <h2>{t("exposure.whatToDo")}</h2>
          <Steps exposure items={advice.steps.map((step) => step.map(sayPiece))} />
        </div>
      )}
      <div className="card">
        <Facts
          items={[
            ...alert.stays.map(({ from, until, isAssumed }) => ({
              icon: "clock" as const,
              term: tc(isAssumed ? "thereAbout" : "there"),
              value: stay(from, until),
            })),
            {
              icon: "exposed",
              term: t("exposure.riskTime"),
              value: alert.windows.map(([from, until]) => stay(from, until)).join("; "),
            },
          ]}
        />
      </div>
    </section>
  )
}
