import { call, type Names, proposeDecision } from "@homesafe/api"
import { diseaseOf, type Window } from "@homesafe/domain"
import { hexOf, serviceDay, startOfServiceDay, writeDecision } from "@homesafe/protocol"
import { Banner, Button, Card, Check, SelectField } from "@homesafe/ui"
import { type ReactNode, useState } from "react"
import { useConsole } from "../app/context.ts"
import { textIn } from "../app/names.ts"
import { goTo } from "../app/route.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { signDecision } from "../session/signing-key.ts"
import { MissingHours } from "./missing-hours.tsx"
import { PhonePreview } from "./phone-preview.tsx"
import { type TypedWindow, windowsOf } from "./risk-windows.ts"
import { WindowFields } from "./window-fields.tsx"

/** What a proposal begins with. */
export interface ProposalDraft {
  readonly title: string
  readonly vid: string
  readonly day: number
  readonly windows: readonly Window[]
  readonly template: number
  readonly severity: number
  /** The place as it is registered; null where it cannot be named in public. */
  readonly names: Names | null
  readonly isNamed: boolean
  /** The decision that this one replaces. */
  readonly supersedes: string | null
  readonly caseId: string | null
  /** The hours whose keys are here; null where the day's is. */
  readonly hours: readonly number[] | null
  /** Minutes of the service day from which a deadline counts. */
  readonly from: number
}

/** From risk times, advice and a preview to a proposal under the officer's key; `children` stand above the times. */
export function DecisionForm({
  draft,
  children,
  onLeave,
}: {
  readonly draft: ProposalDraft
  readonly children?: ReactNode
  readonly onLeave: () => void
}) {
  const { t, deployment, catalogue, officer } = useConsole()
  const askAnew = useAskAnew()
  const { vid, day, severity, supersedes, caseId, names } = draft
  const { unitClock } = sayTimes(deployment, t.language)
  const [typed, setTyped] = useState<readonly TypedWindow[]>(
    draft.windows.map(([from, until]) => ({ from: unitClock(day, from), until: unitClock(day, until) })),
  )
  const [template, setTemplate] = useState(draft.template)
  const [isNamed, setNamed] = useState(draft.isNamed)
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const windows = windowsOf(typed, unitClock(day, 0))
  const propose = async () => {
    if (!windows) return setFault(t("propose.windowWrong"))
    setBusy(true)
    const bytes = writeDecision({
      v: 1,
      dep: deployment.dep,
      id: hexOf(crypto.getRandomValues(new Uint8Array(16))),
      vid,
      day: serviceDay(day),
      windows,
      severity,
      template,
      pool: null,
      supersedes,
      ...(isNamed && names ? { named: names } : {}),
    })
    const checked = await stepUp()
    const signed = checked.ok ? await signDecision(officer, deployment.dep, bytes) : undefined
    const sent = signed && (await call(proposeDecision, { body: { ...signed, caseId } }))
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
          <h2>{draft.title}</h2>
          <fieldset className="field stack g2">
            <legend>{t("propose.risk")}</legend>
            {children}
            <WindowFields typed={typed} onChange={setTyped} />
          </fieldset>
          <MissingHours day={day} hours={draft.hours} windows={windows} />
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
          {names && (
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
            <Button kind="quiet" onClick={onLeave}>
              {t("action.cancel")}
            </Button>
          </div>
        </form>
      </Card>
      <PhonePreview
        template={template}
        exposedAt={startOfServiceDay(serviceDay(day), deployment.offset) + draft.from * 60}
      />
    </div>
  )
}
