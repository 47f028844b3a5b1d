import { type CaseRecord, call, type PeriodReason, periodReason, setPeriod } from "@homesafe/api"
import { Button, TextField } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { ChoiceField } from "../app/choice-field.tsx"
import { useConsole } from "../app/context.ts"
import { dateOfDay, dayOfDate } from "../app/dates.ts"
import { sayTimes } from "../app/times.ts"

const faults = ["until", "span", "from", "far"] as const

/** The days on which the case could infect others: the profile's, or an officer's with who, when and why; and the way to set others. */
export function CasePeriod({ theCase, canSet }: { readonly theCase: CaseRecord; readonly canSet: boolean }) {
  const { t, deployment } = useConsole()
  const [isSetting, setSetting] = useState(false)
  const say = sayTimes(deployment, t.language)
  const span = (from: number, until: number) => `${say.day(from)} – ${say.day(until)}`
  const { set, from, until } = theCase.period
  return (
    <>
      {span(theCase.infectiousFrom, theCase.infectiousUntil)}
      {set && (
        <>
          <small className="block">
            {t("period.setBy", {
              name: set.by,
              time: say.moment(set.at),
              reason: t(`period.reason.${set.reason}`),
            })}
          </small>
          <small className="block">{t("period.computed", { days: span(from, until) })}</small>
        </>
      )}
      {canSet && (
        <div className="fact-act">
          <Button kind="quiet" onClick={() => setSetting(true)}>
            {t("period.change")}
          </Button>
        </div>
      )}
      {isSetting && <PeriodDialog theCase={theCase} computed={span(from, until)} onClose={() => setSetting(false)} />}
    </>
  )
}

function PeriodDialog({
  theCase,
  computed,
  onClose,
}: {
  readonly theCase: CaseRecord
  readonly computed: string
  readonly onClose: () => void
}) {
  const { t, deployment } = useConsole()
  const [from, setFrom] = useState(dateOfDay(theCase.infectiousFrom))
  const [until, setUntil] = useState(dateOfDay(theCase.infectiousUntil))
  const [reason, setReason] = useState<PeriodReason | null>(null)
  const day = (date: string) => dayOfDate(date, deployment.offset)
  const send = () =>
    call(setPeriod, {
      params: { id: theCase.id },
      body: { from: day(from), until: day(until), reason: periodReason.parse(reason) },
    })
  return (
    <ActDialog
      title={t("period.change")}
      act={t("period.set")}
      isReady={from !== "" && until !== "" && reason !== null}
      send={send}
      faultText={(problem, field) => {
        const fault = faults.find((each) => each === field)
        return problem === "period-not-allowed" && fault ? t(`period.fault.${fault}`) : undefined
      }}
      onClose={onClose}
    >
      <p>{t("period.text", { days: computed })}</p>
      <TextField
        label={t("period.from")}
        type="date"
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextField
        label={t("period.until")}
        type="date"
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <ChoiceField
        label={t("period.why")}
        options={periodReason.options}
        value={reason}
        words={(each) => t(`period.reason.${each}`)}
        onChange={setReason}
      />
    </ActDialog>
  )
}
