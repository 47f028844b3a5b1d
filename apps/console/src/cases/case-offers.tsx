import { acceptCase, type CaseOffer, call, isOfAreas, listCaseOffers } from "@homesafe/api"
import { Banner, Button } from "@homesafe/ui"
import { useState } from "react"
import { areaName } from "../app/area-names.ts"
import { useConsole } from "../app/context.ts"
import { goTo } from "../app/route.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"
import { diseaseName } from "./diseases.ts"

/** Cases on their way to another area: those that the reader may take over, and those of the reader's that wait. */
export function CaseOffers() {
  const { t } = useConsole()
  const { offers } = useCall(listCaseOffers, {}).value ?? { offers: [] }
  if (offers.length === 0) return null
  return (
    <section className="stack g3" aria-labelledby="case-offers">
      <h2 id="case-offers">{t("offers.title", { n: offers.length })}</h2>
      <ul className="card flush rows">
        {offers.map((offer) => (
          <li key={offer.case.id}>
            <OfferRow offer={offer} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function OfferRow({ offer }: { readonly offer: CaseOffer }) {
  const { t, deployment, catalogue, officer } = useConsole()
  const askAnew = useAskAnew()
  const [fault, setFault] = useState<string | null>(null)
  const { id, number, pathogen } = offer.case
  const canAccept = officer.roles.includes("tracer") && isOfAreas(officer.areas, offer.to) && offer.by.id !== officer.id
  const accept = async () => {
    const accepted = await call(acceptCase, { params: { id }, body: {} })
    if (accepted.ok) return goTo(`/cases/${id}`)
    setFault(problemText(t, accepted.problem))
    askAnew()
  }
  return (
    <div className="list-row roomy">
      <div className="grow stack g1">
        <p className="t">
          {t("case.number", { number })} · {diseaseName(t, catalogue, pathogen)}
        </p>
        <p className="d">
          {t("offers.way", { from: areaName(t, offer.from), to: areaName(t, offer.to) })} ·{" "}
          {t(`handOver.reason.${offer.reason}`)}
        </p>
        <p className="d">
          {t("offers.by", { name: offer.by.name, time: sayTimes(deployment, t.language).moment(offer.at) })}
        </p>
        {fault !== null && <Banner level="fault">{fault}</Banner>}
      </div>
      {canAccept && (
        <Button kind="quiet" icon="check" aria-label={t("offers.acceptOf", { number })} onClick={() => void accept()}>
          {t("offers.accept")}
        </Button>
      )}
    </div>
  )
}
