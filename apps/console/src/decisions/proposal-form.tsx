import { type CaseRecord, type CaseVisit, call, proposeDecision } from "@homesafe/api"
import { diseaseOf, exposureWindow, pathogenOf } from "@homesafe/domain"
import { hexOf, serviceDay, startOfServiceDay, type Units, units, writeDecision } from "@homesafe/protocol"
import { hoursOfWindows } from "@homesafe/protocol/officer"
import { Banner, Button, Card, Check, SelectField, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { placeName, textIn } from "../app/names.ts"
import { goTo } from "../app/route.ts"
import { sayTimes, unitOfClock } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { signDecision } from "../session/signing-key.ts"
import { hourSpans } from "./hour-spans.ts"
import { PhonePreview } from "./phone-preview.tsx"

// A row of the list speaks of one service day (Spec §7): what lingers beyond its end would need the next day's key.
const DAY_MINUTES = 1440

/** From a case's visit to a signed proposal: window with linger time, advice, preview. */
export function ProposalForm({
  theCase,
  visit,
  onDone,
}: {
  readonly theCase: CaseRecord
  readonly visit: CaseVisit
  readonly onDone: () => void
}) {
  const { t, deployment, catalogue, officer } = useConsole()
  const askAnew = useAskAnew()
  const say = sayTimes(deployment, t.language)
  const profile = pathogenOf(theCase.pathogen)
  const linger = profile?.lingerMinutes ?? 0
  const [start, end] = exposureWindow(visit.arrival, visit.departure, linger)
  const cutOff = Math.max(0, visit.departure + linger - DAY_MINUTES)
  const [from, setFrom] = useState(say.unitClock(visit.day, start))
  const [until, setUntil] = useState(say.unitClock(visit.day, end))
  const [template, setTemplate] = useState(profile?.template ?? 1)
  const [isNamed, setNamed] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const name = placeName(t, visit) ?? visit.vid

  const window = windowOf(from, until, say.unitClock(visit.day, 0))
  const propose = async () => {
    if (!window) return setFault(t("propose.windowWrong"))
    setBusy(true)
    const bytes = writeDecision({
      v: 1,
      dep: deployment.dep,
      id: hexOf(crypto.getRandomValues(new Uint8Array(16))),
      vid: visit.vid,
      day: serviceDay(visit.day),
      windows: [window],
      severity: profile?.severity ?? 1,
      template,
      pool: null,
      supersedes: null,
      ...(isNamed && visit.venue ? { named: visit.venue.names } : {}),
    })
    const checked = await stepUp()
    const signed = checked.ok ? await signDecision(officer, deployment.dep, bytes) : undefined
    const sent = signed && (await call(proposeDecision, { body: { ...signed, caseId: theCase.id } }))
    setBusy(false)
    askAnew()
    if (!checked.ok) return setFault(problemText(t, checked.problem))
    if (!sent) return setFault(t("key.missing"))
    if (!sent.ok) return setFault(problemText(t, sent.problem))
    goTo(`/decisions/${sent.value.id}`)
  }
  return (
    <div className="grid-2">
      <Card>
        <form
          className="stack g4"
          onSubmit={(event) => {
            event.preventDefault()
            void propose()
          }}
        >
          <h2>{t("propose.title", { venue: name })}</h2>
          <fieldset className="field stack g2">
            <legend>{t("propose.risk")}</legend>
            <p className="hint">
              {t("propose.riskText", { stay: say.minutes(visit.day, visit.arrival, visit.departure), minutes: linger })}
            </p>
            {cutOff > 0 && (
              <p className="hint">
                {t("propose.dayEnds", { time: say.unitClock(visit.day, DAY_MINUTES / 5), minutes: cutOff })}
              </p>
            )}
            <div className="times">
              <TextField
                label={t("propose.from")}
                type="time"
                step={300}
                value={from}
                onChange={(event) => setFrom(event.currentTarget.value)}
              />
              <TextField
                label={t("propose.until")}
                type="time"
                step={300}
                value={until}
                onChange={(event) => setUntil(event.currentTarget.value)}
              />
            </div>
          </fieldset>
          <MissingHours visit={visit} window={window} />
          <SelectField
            label={t("propose.advice")}
            value={String(template)}
            onChange={(event) => setTemplate(Number(event.currentTarget.value))}
          >
            {catalogue.templates.map((x) => (
              <option key={x.n} value={x.n}>
                {diseaseOf(textIn(x, t.language))}
              </option>
            ))}
          </SelectField>
          {visit.venue && (
            <Check
              label={t("propose.name")}
              hint={t("propose.nameHint")}
              checked={isNamed}
              onChange={(event) => setNamed(event.currentTarget.checked)}
            />
          )}
          {fault !== null && <Banner level="fault">{fault}</Banner>}
          <div className="row wrap g3">
            <Button type="submit" icon="key" busy={isBusy}>
              {t("propose.sign")}
            </Button>
            <Button kind="quiet" onClick={onDone}>
              {t("action.cancel")}
            </Button>
          </div>
        </form>
      </Card>
      <PhonePreview
        template={template}
        exposedAt={startOfServiceDay(serviceDay(visit.day), deployment.offset) + visit.arrival * 60}
      />
    </div>
  )
}

/** The window between two clock times of the day that begins at `dayStart`; nothing where it ends before it begins. */
function windowOf(from: string, until: string, dayStart: string): readonly [Units, Units] | undefined {
  const [a, b] = [unitOfClock(from, dayStart), unitOfClock(until, dayStart) || 288]
  return a === undefined || unitOfClock(until, dayStart) === undefined || a >= b ? undefined : [units(a), units(b)]
}

/** Says before the proposal which hours of its window nobody can be warned about yet. */
function MissingHours({
  visit,
  window,
}: {
  readonly visit: CaseVisit
  readonly window: readonly [Units, Units] | undefined
}) {
  const { t, deployment } = useConsole()
  const { hours, day } = visit
  if (hours === null || !window) return null
  const say = sayTimes(deployment, t.language)
  const missing = hoursOfWindows([window]).filter((hour) => !hours.includes(hour))
  const spans = hourSpans(missing).map(([from, until]) => say.units(day, from, until))
  return (
    <Banner level="caution" title={t("decision.partial")}>
      {spans.length > 0 && <p>{t("decision.partialHours", { hours: spans.join("; ") })}</p>}
      <p>{t("decision.partialPosters")}</p>
      <p>{t("propose.partialText")}</p>
    </Banner>
  )
}
