import { approveVenue, call, listRegisteredVenues, type RegisteredVenueRecord, refuseVenue } from "@homesafe/api"
import { dateOfDay } from "@homesafe/domain"
import { serviceDay } from "@homesafe/protocol"
import { Banner, Button, Chip, Dialog, Empty, PageHead, TextAreaField, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { nameIn, textIn } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { problemText } from "../session/problem-text.ts"
import { ChangeReview } from "./change-review.tsx"
import { RevokeLink } from "./revoke-link.tsx"

/** Venues, those that wait for review first. */
export function VenuesPage() {
  const { t } = useConsole()
  const [find, setFind] = useState("")
  const [page, setPage] = useState(0)
  const venues = useCall(listRegisteredVenues, { query: { page, ...(find ? { find } : {}) } })
  return (
    <div className="stack g5">
      <PageHead title={t("venues.title")} text={t("venues.text")} />
      <TextField
        label={t("venues.find")}
        type="search"
        value={find}
        onChange={(event) => {
          setFind(event.currentTarget.value)
          setPage(0)
        }}
      />
      <Waiting of={venues}>
        {({ venues: found, waiting, total }) => (
          <>
            <p className="soft">{t("venues.count", { total, waiting })}</p>
            {found.length === 0 ? (
              <Empty icon="store" title={t("venues.empty")} text={t("venues.emptyText")} />
            ) : (
              <ul className="card flush rows">
                {found.map((venue) => (
                  <li key={venue.id}>
                    <VenueRow venue={venue} />
                  </li>
                ))}
              </ul>
            )}
            {(page + 1) * 50 < total && !find && (
              <div>
                <Button kind="quiet" icon="next" onClick={() => setPage(page + 1)}>
                  {t("venues.more")}
                </Button>
              </div>
            )}
          </>
        )}
      </Waiting>
    </div>
  )
}

function VenueRow({ venue }: { readonly venue: RegisteredVenueRecord }) {
  const { t, deployment, catalogue, officer } = useConsole()
  const askAnew = useAskAnew()
  const [isRefusing, setRefusing] = useState(false)
  const [reason, setReason] = useState("")
  const [fault, setFault] = useState<string | null>(null)
  const category = catalogue.categories.find((c) => c.n === venue.category)
  const name = nameIn(venue.names, t.language)
  const canReview = venue.state === "provisional" && officer.roles.includes("approver")
  const decide = async (how: "approve" | "refuse") => {
    const params = { id: venue.id }
    const done =
      how === "approve"
        ? await call(approveVenue, { params, body: {} })
        : await call(refuseVenue, { params, body: { reason: reason.trim() } })
    setFault(done.ok ? null : problemText(t, done.problem))
    if (done.ok) setRefusing(false)
    askAnew()
  }
  return (
    <section className="list-row roomy" aria-label={name}>
      <div className="grow">
        <p className="t">
          <span lang="en">{venue.names.en}</span>{" "}
          {venue.names.hant !== venue.names.en && <span lang="zh-Hant">{venue.names.hant}</span>}
        </p>
        <p className="d">
          {venue.plate !== null ? t("venues.vehicle") : category ? textIn(category, t.language) : venue.category} ·{" "}
          {t("venues.entrances", { n: venue.entrances })} ·{" "}
          {t.language === "en" ? venue.address.en : venue.address.hant}
        </p>
        {(venue.lastDay !== null || venue.restaurantType !== null) && (
          <p className="d">
            {venue.restaurantType !== null && t("venues.restaurantType", { type: venue.restaurantType })}
            {venue.lastDay !== null &&
              t("venues.event", {
                from: dateOfDay(serviceDay(venue.notBefore)),
                until: dateOfDay(serviceDay(venue.lastDay)),
              })}
          </p>
        )}
        <p className="d num">
          {venue.registerNumber} ·{" "}
          {t("venues.applied", { time: sayTimes(deployment, t.language).moment(venue.appliedAt) })}
        </p>
        {venue.lookAlikes.length > 0 && (
          <Chip tone="caution" icon="caution">
            {t("venues.lookAlike", { names: venue.lookAlikes.join(", ") })}
          </Chip>
        )}
        {venue.otherNodesOn !== null && (
          <Chip tone="fault" icon="caution">
            {t("venues.otherNodes", { day: dateOfDay(serviceDay(venue.otherNodesOn)) })}
          </Chip>
        )}
        {venue.ownerChangedAt !== null && (
          <p className="d">
            {t("venues.ownerChanged", { time: sayTimes(deployment, t.language).moment(venue.ownerChangedAt) })}
          </p>
        )}
        {fault !== null && <Banner level="fault">{fault}</Banner>}
      </div>
      {venue.revokedFrom !== null && (
        <Chip tone="fault" icon="no">
          {t("venues.revoked", { date: dateOfDay(serviceDay(venue.revokedFrom)) })}
        </Chip>
      )}
      {venue.closedAt !== null && <Chip tone="line">{t("venues.closed")}</Chip>}
      {venue.revokedFrom === null && (
        <Chip tone={venue.state === "reviewed" ? "ok" : "caution"}>{t(`venue.state.${venue.state}`)}</Chip>
      )}
      {canReview && (
        <div className="row wrap g2">
          <Button icon="check" onClick={() => void decide("approve")}>
            {t("venues.approve")}
          </Button>
          <Button kind="quiet" onClick={() => setRefusing(true)}>
            {t("venues.refuse")}
          </Button>
        </div>
      )}
      <RevokeLink venue={venue} />
      {venue.change && <ChangeReview venue={venue} change={venue.change} />}
      <Dialog
        open={isRefusing}
        title={t("venues.refuseTitle", { venue: name })}
        onClose={() => setRefusing(false)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setRefusing(false)}>
              {t("action.cancel")}
            </Button>
            <Button kind="danger" disabled={reason.trim().length < 3} onClick={() => void decide("refuse")}>
              {t("venues.refuse")}
            </Button>
          </>
        }
      >
        <TextAreaField
          label={t("venues.refuseReason")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Dialog>
    </section>
  )
}
