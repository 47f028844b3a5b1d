import { askVenue, call, type Decision } from "@homesafe/api"
import { units } from "@homesafe/protocol"
import { hoursOfWindows } from "@homesafe/protocol/officer"
import { Banner, Button } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { hourSpans } from "./hour-spans.ts"

/** Says whom a decision cannot warn yet, and asks the venue for the key that is missing. */
export function Partial({ decision }: { readonly decision: Decision }) {
  const { t, deployment, officer } = useConsole()
  const askAnew = useAskAnew()
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const say = sayTimes(deployment, t.language)
  const { missing, asked, day } = decision
  const answer = asked && (
    <p>{t(`decision.asked.${asked.state}`, { time: say.moment(asked.at), until: say.moment(asked.until) })}</p>
  )
  if (missing === null) return asked?.state === "answered" ? <Banner level="info">{answer}</Banner> : null
  const wanted = hoursOfWindows(decision.windows.map(([from, until]) => [units(from), units(until)]))
  const hasNone = missing.length === wanted.length
  const hours = hourSpans(missing).map(([from, until]) => say.units(day, from, until))
  const ask = async () => {
    setBusy(true)
    const checked = await stepUp()
    const sent = checked.ok ? await call(askVenue, { params: { id: decision.id }, body: {} }) : checked
    setBusy(false)
    setFault(sent.ok ? null : problemText(t, sent.problem))
    askAnew()
  }
  return (
    <Banner level="caution" title={t(hasNone ? "decision.noKey" : "decision.partial")}>
      <div className="stack g3">
        {hasNone && <p>{t("decision.noKeyText")}</p>}
        {!hasNone && hours.length > 0 && <p>{t("decision.partialHours", { hours: hours.join("; ") })}</p>}
        {!hasNone && <p>{t("decision.partialPosters")}</p>}
        <p>{t("decision.partialText")}</p>
        {answer}
        {fault !== null && <Banner level="fault">{fault}</Banner>}
        {asked?.state !== "asked" && officer.roles.includes("tracer") && (
          <div>
            <Button kind="quiet" icon="key" busy={isBusy} onClick={() => void ask()}>
              {t("decision.ask")}
            </Button>
          </div>
        )}
      </div>
    </Banner>
  )
}
