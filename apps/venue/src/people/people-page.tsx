import { type CallProblem, call, getPeople, type People, removeMember, type Venue, withdrawOffer } from "@homesafe/api"
import { formatDate, formatMoment } from "@homesafe/i18n"
import { Banner, Button, Dialog, ErrorState, LinkButton, Loading, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { useCall } from "../app/use-call.ts"
import { LoadVenue } from "../venues/load-venue.tsx"
import { InviteForm } from "./invite-form.tsx"

/** Who may do what at a venue: for its owners. */
export function PeoplePage({ id }: { readonly id: string }) {
  return (
    <LoadVenue id={id} right="people">
      {(venue) => <PeopleOf venue={venue} />}
    </LoadVenue>
  )
}

function PeopleOf({ venue }: { readonly venue: Venue }) {
  const { t, deployment } = usePortal()
  const [people, again] = useCall(() => call(getPeople, { params: { id: venue.id } }))
  const rests = people.state === "ready" ? people.value.restsUntil : null
  return (
    <>
      <PageHead
        crumbs={<a href={pathOfRoute({ page: "venue", id: venue.id })}>{nameIn(venue.names, t.language)}</a>}
        title={t("people.title")}
        text={t("people.lead")}
      />
      {people.state === "loading" && <Loading text={t("venue.loading")} lines={4} />}
      {people.state === "failed" && (
        <ErrorState
          title={t("level.fault")}
          text={t(`problem.${people.problem}`)}
          action={<Button onClick={() => void again()}>{t("action.retry")}</Button>}
        />
      )}
      {rests !== null && (
        <Banner level="info" icon="clock" title={t("people.rests")}>
          {t("people.restsText", { until: formatMoment(rests * 1000, t.language, deployment.timeZone) })}
        </Banner>
      )}
      {people.state === "ready" && (
        <>
          <Members venue={venue} people={people.value} onChanged={again} />
          <Offers venue={venue} people={people.value} onChanged={again} />
          <InviteForm venue={venue} onInvited={again} />
          <section className="stack g3" aria-labelledby="hand-over">
            <h2 id="hand-over">{t("handOver.title")}</h2>
            <p>{t("handOver.linkText")}</p>
            <p>
              <LinkButton kind="quiet" icon="next" href={pathOfRoute({ page: "hand-over", id: venue.id })}>
                {t("handOver.open")}
              </LinkButton>
            </p>
          </section>
        </>
      )}
    </>
  )
}

interface Shown {
  readonly venue: Venue
  readonly people: People
  readonly onChanged: () => Promise<void>
}

function Members({ venue, people, onChanged }: Shown) {
  const { t } = usePortal()
  const [leaving, setLeaving] = useState<People["members"][number] | null>(null)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const remove = async (member: string) => {
    const done = await call(removeMember, { params: { id: venue.id, member } })
    setProblem(done.ok ? null : done.problem)
    setLeaving(null)
    await onChanged()
  }
  return (
    <section className="stack g3" aria-labelledby="members">
      <h2 id="members">{t("people.members", { n: people.members.length })}</h2>
      {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
      <ul className="card flush rows">
        {people.members.map((member) => (
          <li key={member.id} className="list-row roomy">
            <span className="grow">
              <span className="t block breaks">{member.mail}</span>
              <span className="d block">
                {t(`role.${member.role}`)}
                {member.isYou && ` · ${t("people.you")}`}
              </span>
            </span>
            <Button
              kind="quiet"
              aria-label={t("people.removeWho", { mail: member.mail })}
              onClick={() => setLeaving(member)}
            >
              {t(member.isYou ? "people.leave" : "action.remove")}
            </Button>
          </li>
        ))}
      </ul>
      <Dialog
        open={leaving !== null}
        title={t(leaving?.isYou ? "people.leaveQuestion" : "people.removeQuestion", { mail: leaving?.mail ?? "" })}
        onClose={() => setLeaving(null)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setLeaving(null)}>
              {t("action.cancel")}
            </Button>
            <Button kind="danger" onClick={() => leaving && void remove(leaving.id)}>
              {t(leaving?.isYou ? "people.leave" : "action.remove")}
            </Button>
          </>
        }
      >
        <p>{t("people.removeMeans")}</p>
      </Dialog>
    </section>
  )
}

function Offers({ venue, people, onChanged }: Shown) {
  const { t, deployment } = usePortal()
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const withdraw = async (offer: string) => {
    const done = await call(withdrawOffer, { params: { id: venue.id, offer } })
    setProblem(done.ok || done.problem === "not-found" ? null : done.problem)
    await onChanged()
  }
  if (people.offers.length === 0) return null
  return (
    <section className="stack g3" aria-labelledby="offers">
      <h2 id="offers">{t("people.offers")}</h2>
      {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
      <ul className="card flush rows">
        {people.offers.map((offer) => (
          <li key={offer.id} className="list-row roomy">
            <span className="grow">
              <span className="t block breaks">{offer.mail}</span>
              <span className="d block">
                {t(offer.kind === "hand-over" ? "people.toHandOver" : `role.${offer.role}`)} ·{" "}
                {t("people.until", { date: formatDate(offer.until * 1000, t.language, deployment.timeZone) })}
              </span>
            </span>
            <Button
              kind="quiet"
              aria-label={t("people.withdrawWho", { mail: offer.mail })}
              onClick={() => void withdraw(offer.id)}
            >
              {t("people.withdraw")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
