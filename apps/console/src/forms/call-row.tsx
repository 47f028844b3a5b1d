import type { FormCall } from "@homesafe/api"
import { Chip } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { OutcomeField } from "../calls/outcome-field.tsx"

/** One person: when they were there, the number, and what came of the call. */
export function CallRow({ form, onNoted }: { readonly form: FormCall; readonly onNoted: (noted: FormCall) => void }) {
  const { t, deployment, officer } = useConsole()
  const say = sayTimes(deployment, t.language)
  const { name, number, from, until, outcome } = form
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
      </div>
      <OutcomeField
        of={form}
        label={t("forms.callTo", { name })}
        onNoted={(is, tries) => {
          const at = Math.floor(Date.now() / 1000)
          onNoted({ ...form, tries, outcome: is && { is, by: officer.name, at } })
        }}
      />
    </section>
  )
}
