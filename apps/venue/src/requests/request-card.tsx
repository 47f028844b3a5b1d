import type { CallProblem, Venue, VenueRequestRecord } from "@homesafe/api"
import { formatMoment } from "@homesafe/i18n"
import { unixSeconds } from "@homesafe/protocol"
import type { VenueRequest } from "@homesafe/protocol/venue"
import { Banner, Button, Dialog } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { formatServiceDay } from "../app/days.ts"
import { nameIn } from "../app/names.ts"
import type { KeptKey } from "../keys/key-store.ts"
import { decline, giveDay, readRequest } from "./answer-request.ts"

interface CardProps {
  readonly request: VenueRequestRecord
  readonly venue: Venue
  readonly venueKey: KeptKey | null
  readonly onAnswered: () => Promise<void>
}

/** One request: who asks for what, checked here, and its one answer. */
export function RequestCard(props: CardProps) {
  const { t, deployment } = usePortal()
  const { request, venue } = props
  const now = unixSeconds(Math.floor(Date.now() / 1000))
  const read = readRequest(request, venue, deployment.trust, now)
  const title = t("requests.dayKey", { day: formatServiceDay(request.day, t.language) })
  if (request.state !== "asked") {
    const isGiven = request.state === "answered"
    return (
      <Banner level="info" icon={isGiven ? "check" : "no"} title={title}>
        {t(isGiven ? "requests.given" : "requests.declined")}
      </Banner>
    )
  }
  if (read === "not-genuine") {
    return (
      <Banner level="fault" title={t("requests.notGenuine")}>
        {t("requests.notGenuineText")}
      </Banner>
    )
  }
  if (read === "too-late") {
    return (
      <Banner level="info" title={title}>
        {t("requests.tooLate")}
      </Banner>
    )
  }
  return <OpenRequest {...props} asked={read} />
}

function OpenRequest({ venue, venueKey, onAnswered, asked }: CardProps & { readonly asked: VenueRequest }) {
  const { t, deployment } = usePortal()
  const [question, setQuestion] = useState<"give" | "decline" | null>(null)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const authority = nameIn(deployment.authority, t.language)
  const day = formatServiceDay(asked.day, t.language)
  const answer = async () => {
    setBusy(true)
    const now = unixSeconds(Math.floor(Date.now() / 1000))
    const giving = question === "give" && venueKey
    const failed = giving ? await giveDay(asked, venue, venueKey, deployment.trust, now) : await decline(asked, venue)
    setProblem(failed)
    setBusy(false)
    setQuestion(null)
    await onAnswered()
  }
  return (
    <section className="card stack g4" aria-labelledby={`request-${asked.id}`}>
      <h2 id={`request-${asked.id}`}>{t("requests.dayKey", { day })}</h2>
      <p>{t("requests.why", { authority, venue: nameIn(venue.names, t.language), day })}</p>
      <p className="small soft">{t("requests.checked", { authority })}</p>
      <h3>{t("requests.gives")}</h3>
      <ul className="bullets">
        <li>{t("requests.gives1")}</li>
        <li>{t("requests.gives2")}</li>
      </ul>
      <h3>{t("requests.givesNot")}</h3>
      <ul className="bullets">
        <li>{t("requests.not1")}</li>
        <li>{t("requests.not2")}</li>
        <li>{t("requests.not3")}</li>
      </ul>
      <p>{t("requests.until", { time: formatMoment(asked.until * 1000, t.language, deployment.timeZone) })}</p>
      {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
      <div className="row wrap g3">
        {venueKey && (
          <Button icon="key" onClick={() => setQuestion("give")}>
            {t("requests.give")}
          </Button>
        )}
        <Button kind="quiet" icon="no" onClick={() => setQuestion("decline")}>
          {t("requests.decline")}
        </Button>
      </div>
      <Dialog
        open={question !== null}
        title={t(question === "decline" ? "requests.declineQuestion" : "requests.giveQuestion", { day })}
        onClose={() => setQuestion(null)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setQuestion(null)}>
              {t("requests.back")}
            </Button>
            <Button icon={question === "decline" ? "no" : "key"} busy={isBusy} onClick={() => void answer()}>
              {t(question === "decline" ? "requests.declineDo" : "requests.giveDo")}
            </Button>
          </>
        }
      >
        <p>{t(question === "decline" ? "requests.declineText" : "requests.giveText", { authority })}</p>
      </Dialog>
    </section>
  )
}
