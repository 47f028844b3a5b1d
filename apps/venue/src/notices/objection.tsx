import { type CallProblem, call, objectToNotice, type Venue, type VenueNotice } from "@homesafe/api"
import { formatMoment } from "@homesafe/i18n"
import { Banner, Button, TextAreaField } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"

/** What the venue says against a warning, once, and what the authority answered. */
export function Objection({
  notice,
  venue,
  canObject,
  onSaid,
}: {
  readonly notice: VenueNotice
  readonly venue: Venue
  readonly canObject: boolean
  readonly onSaid: () => Promise<void>
}) {
  const { t, deployment } = usePortal()
  const [isOpen, setOpen] = useState(false)
  const authority = nameIn(deployment.authority, t.language)
  const { objection } = notice
  if (objection) {
    const time = formatMoment(objection.at * 1000, t.language, deployment.timeZone)
    return (
      <div className="stack g3">
        <h3>{t("notices.said", { time })}</h3>
        <p className="breaks">{objection.text}</p>
        {objection.answer === null ? (
          <p className="small soft">{t("notices.waits", { authority })}</p>
        ) : (
          <Banner level="info" title={t("notices.answer", { authority })}>
            <p className="breaks">{objection.answer}</p>
          </Banner>
        )}
      </div>
    )
  }
  if (!canObject) return null
  if (isOpen) return <ObjectionForm notice={notice} venue={venue} onSaid={onSaid} onLeave={() => setOpen(false)} />
  return (
    <div className="stack g3">
      <h3>{t("notices.wrong")}</h3>
      <p>{t("notices.wrongText", { authority })}</p>
      <p>
        <Button kind="quiet" icon="hand" onClick={() => setOpen(true)}>
          {t("notices.object")}
        </Button>
      </p>
    </div>
  )
}

function ObjectionForm({
  notice,
  venue,
  onSaid,
  onLeave,
}: {
  readonly notice: VenueNotice
  readonly venue: Venue
  readonly onSaid: () => Promise<void>
  readonly onLeave: () => void
}) {
  const { t } = usePortal()
  const [text, setText] = useState("")
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    const sent = await call(objectToNotice, {
      params: { id: venue.id, notice: notice.id },
      body: { text: text.trim() },
    })
    setBusy(false)
    setProblem(sent.ok ? null : sent.problem)
    if (sent.ok) await onSaid()
  }
  return (
    <div className="stack g3">
      <TextAreaField
        label={t("notices.why")}
        hint={t("notices.whyHint")}
        maxLength={1_000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
      <div className="row wrap g3">
        <Button icon="hand" busy={isBusy} disabled={text.trim().length < 3} onClick={() => void send()}>
          {t("notices.send")}
        </Button>
        <Button kind="quiet" onClick={onLeave}>
          {t("action.cancel")}
        </Button>
      </div>
    </div>
  )
}
