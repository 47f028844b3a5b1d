import type { Names } from "@homesafe/api"
import type { Window } from "@homesafe/domain"
import { serviceDay, startOfServiceDay } from "@homesafe/protocol"
import { Card, Check } from "@homesafe/ui"
import { type ReactNode, useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { AdviceField } from "./advice-field.tsx"
import { FormEnd } from "./form-end.tsx"
import { MissingHours } from "./missing-hours.tsx"
import { PhonePreview } from "./phone-preview.tsx"
import { type TypedWindow, windowsOf } from "./risk-windows.ts"
import { usePropose } from "./use-propose.ts"
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
  const { t, deployment } = useConsole()
  const propose = usePropose()
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
  const send = async () => {
    if (!windows) return setFault(t("propose.windowWrong"))
    setBusy(true)
    const content = { vid, day: serviceDay(day), windows, severity, template, supersedes }
    setFault(await propose({ ...content, ...(isNamed && names ? { named: names } : {}) }, caseId))
    setBusy(false)
  }
  return (
    <div className="grid-2">
      <Card>
        <form
          className="stack g4"
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          <h2>{draft.title}</h2>
          <fieldset className="field stack g2">
            <legend>{t("propose.risk")}</legend>
            {children}
            <WindowFields typed={typed} onChange={setTyped} />
          </fieldset>
          <MissingHours day={day} hours={draft.hours} windows={windows} />
          <AdviceField template={template} onChange={setTemplate} />
          {names && (
            <Check
              label={t("propose.name")}
              hint={t("propose.nameHint")}
              checked={isNamed}
              onChange={(event) => setNamed(event.currentTarget.checked)}
            />
          )}
          <FormEnd fault={fault} sign={t("propose.sign")} isBusy={isBusy} onLeave={onLeave} />
        </form>
      </Card>
      <PhonePreview
        template={template}
        exposedAt={startOfServiceDay(serviceDay(day), deployment.offset) + draft.from * 60}
      />
    </div>
  )
}
