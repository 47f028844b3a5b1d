import { call, type FormCall, noteCall } from "@homesafe/api"
import { Banner, Chip, Segmented } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { problemText } from "../session/problem-text.ts"
import { type CallState, callStateOf, callStates } from "./call-states.ts"

/** One person: when they were there, the number, and what came of the call. */
export function CallRow({
  decision,
  form,
  onNoted,
}: {
  readonly decision: string
  readonly form: FormCall
  readonly onNoted: (noted: FormCall) => void
}) {
  const { t, deployment, officer } = useConsole()
  const say = sayTimes(deployment, t.language)
  const [fault, setFault] = useState<string | null>(null)
  const { id, name, number, from, until, outcome } = form
  const note = async (state: CallState) => {
    const is = state === "to-call" ? null : state
    const noted = await call(noteCall, { params: { id: decision, form: id }, body: { outcome: is } })
    setFault(noted.ok ? null : problemText(t, noted.problem))
    const at = Math.floor(Date.now() / 1000)
    if (noted.ok) onNoted({ ...form, outcome: is && { is, by: officer.name, at } })
  }
  return (
    <section className="list-row roomy" aria-label={name}>
      <div className="grow stack g1">
        <p className="t">
          <bdi>{name}</bdi>
        </p>
        <p className="num">
          <a href={`tel:${number.replace(/[^+0-9]/g, "")}`}>{number}</a>
        </p>
        <p className="d num">
          {say.moment(from)} – {until === null ? t("forms.untilUnknown") : say.time(until)}
        </p>
        {!form.isInside && (
          <p>
            <Chip tone="caution" icon="corrected">
              {t("forms.outside")}
            </Chip>
          </p>
        )}
        {outcome && <p className="d">{t("forms.notedBy", { name: outcome.by, time: say.moment(outcome.at) })}</p>}
        {fault !== null && <Banner level="fault">{fault}</Banner>}
      </div>
      <div className="call-to">
        <Segmented
          label={t("forms.callTo", { name })}
          value={callStateOf(form)}
          onChange={(state) => void note(state)}
          options={callStates.map((value) => ({ value, label: t(`forms.state.${value}`) }))}
        />
      </div>
    </section>
  )
}
