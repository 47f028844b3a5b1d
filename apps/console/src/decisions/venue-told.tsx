import { call, type Decision, noteVenueCall, type ReplyOf, readVenueContact } from "@homesafe/api"
import { Banner, Button, Card, Chip, Facts, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"
import { CallScript } from "./call-script.tsx"

/** Whether the venue of a decision was told, in the portal and by telephone; from the approval on, the call itself. */
export function ToldVenue({ decision, nextList }: { readonly decision: Decision; readonly nextList: number }) {
  const { t, deployment } = useConsole()
  const [isOpen, setOpen] = useState(false)
  const say = sayTimes(deployment, t.language)
  const { told, venue, state } = decision
  if (!venue || state === "refused" || state === "taken-back") return null
  const isReached = told?.calls.some(({ outcome }) => outcome === "reached") ?? false
  return (
    <Card>
      <div className="stack g3">
        <h2>{t("tell.title")}</h2>
        {state === "proposed" ? (
          <p>{t("tell.afterApproval")}</p>
        ) : told === null ? (
          <p>{t("tell.nobody")}</p>
        ) : (
          <>
            <div className="row wrap g2">
              <Chip tone={told.notice === "delivered" ? "ok" : "line"} icon="store">
                {t(`tell.notice.${told.notice}`)}
              </Chip>
              <Chip tone={isReached ? "ok" : "caution"} icon={isReached ? "check" : "clock"}>
                {t(isReached ? "tell.toldByPhone" : "tell.notByPhone")}
              </Chip>
            </div>
            {(state === "held" || state === "stopped") && told.notice === "delivered" && (
              <Banner level="caution">{t("tell.stopped")}</Banner>
            )}
            {told.calls.map(({ by, at, outcome, nextAt }) => (
              <p key={`${at} ${by}`} className="small">
                {t("tell.call", { name: by, time: say.moment(at), outcome: t(`tell.${outcome}`) })}
                {nextAt !== null && ` (${t("tell.nextTry", { time: say.moment(nextAt) })})`}
              </p>
            ))}
            {isOpen ? (
              <TheCall decision={decision} nextList={nextList} onDone={() => setOpen(false)} />
            ) : (
              <div>
                <Button kind="quiet" icon="call" onClick={() => setOpen(true)}>
                  {t("tell.open")}
                </Button>
              </div>
            )}
          </>
        )}
      </div>
    </Card>
  )
}

function TheCall({
  decision,
  nextList,
  onDone,
}: {
  readonly decision: Decision
  readonly nextList: number
  readonly onDone: () => void
}) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [contact, setContact] = useState<ReplyOf<typeof readVenueContact> | null>(null)
  const [next, setNext] = useState("")
  const [fault, setFault] = useState<string | null>(null)
  const params = { id: decision.id }
  const show = async () => {
    const read = await call(readVenueContact, { params, body: {} })
    setFault(read.ok ? null : problemText(t, read.problem))
    if (read.ok) setContact(read.value)
  }
  const note = async (outcome: "reached" | "not-reached") => {
    const at = Date.parse(next)
    const nextAt = outcome === "reached" || Number.isNaN(at) ? null : Math.floor(at / 1000)
    const noted = await call(noteVenueCall, { params, body: { outcome, nextAt } })
    setFault(noted.ok ? null : problemText(t, noted.problem))
    askAnew()
    if (noted.ok) onDone()
  }
  return (
    <div className="stack g4">
      {contact ? (
        <Contact contact={contact} />
      ) : (
        <div className="stack g1">
          <div>
            <Button kind="quiet" icon="eye" onClick={() => void show()}>
              {t("tell.show")}
            </Button>
          </div>
          <p className="hint">{t("tell.noted")}</p>
        </div>
      )}
      <CallScript decision={decision} nextList={nextList} />
      <fieldset className="field stack g3">
        <legend>{t("tell.outcome")}</legend>
        <TextField
          label={t("tell.next")}
          type="datetime-local"
          value={next}
          onChange={({ currentTarget }) => setNext(currentTarget.value)}
        />
        <div className="row wrap g3">
          {(["reached", "not-reached"] as const).map((outcome) => (
            <Button key={outcome} kind="quiet" onClick={() => void note(outcome)}>
              {t(`tell.${outcome}`)}
            </Button>
          ))}
        </div>
      </fieldset>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
    </div>
  )
}

function Contact({
  contact: { registerNumber, address, phone, people },
}: {
  readonly contact: ReplyOf<typeof readVenueContact>
}) {
  const { t } = useConsole()
  return (
    <div className="stack g2">
      <Facts
        items={[
          ...(phone === null
            ? []
            : [{ icon: "call" as const, term: t("tell.phone"), value: <a href={`tel:${phone}`}>{phone}</a> }]),
          { icon: "store", term: t("tell.register"), value: registerNumber },
          { icon: "pin", term: t("tell.address"), value: nameIn(address, t.language) },
          ...people.map(({ role, mail }) => ({ icon: "people" as const, term: t(`tell.role.${role}`), value: mail })),
        ]}
      />
      {people.length === 0 && <p>{t("tell.nobodyInPortal")}</p>}
      {phone === null && <p className="hint">{t("tell.noNumber")}</p>}
    </div>
  )
}
