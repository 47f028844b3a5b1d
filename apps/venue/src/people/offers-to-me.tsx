import { answerOffer, type CallProblem, call, listOffers } from "@homesafe/api"
import { formatDate } from "@homesafe/i18n"
import { Banner, Button } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { useCall } from "../app/use-call.ts"

/** What is offered to the address that is signed in: places at venues, each to be accepted or declined. */
export function OffersToMe({ onAnswered }: { readonly onAnswered: () => Promise<void> }) {
  const { t, deployment } = usePortal()
  const [offers, again] = useCall(() => call(listOffers))
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const answer = async (id: string, accept: boolean) => {
    const done = await call(answerOffer, { params: { id }, body: { accept } })
    setProblem(done.ok ? null : done.problem)
    await Promise.all([again(), onAnswered()])
  }
  if (offers.state !== "ready") return null
  return (
    <>
      {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
      {offers.value.offers.map(({ id, kind, role, from, until, venue }) => {
        const name = nameIn(venue, t.language)
        const said = { venue: name, from, role: t(`role.${role}`) }
        return (
          <Banner
            key={id}
            level="info"
            icon="people"
            title={t(kind === "hand-over" ? "offer.handOver" : "offer.invitation", said)}
          >
            <div className="stack g3">
              <p>{kind === "hand-over" ? t("offer.handOverText", { from }) : t(`role.${role}Text`)}</p>
              <p className="small">
                {t("people.until", { date: formatDate(until * 1000, t.language, deployment.timeZone) })}
              </p>
              <div className="row g2 wrap">
                <Button icon="check" onClick={() => void answer(id, true)}>
                  {t("offer.accept")}
                </Button>
                <Button kind="quiet" onClick={() => void answer(id, false)}>
                  {t("offer.decline")}
                </Button>
              </div>
            </div>
          </Banner>
        )
      })}
    </>
  )
}
