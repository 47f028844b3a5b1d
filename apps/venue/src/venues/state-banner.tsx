import type { Venue } from "@homesafe/api"
import { formatTime } from "@homesafe/i18n"
import type { VenueTranslate } from "@homesafe/i18n/venue"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { Banner, LinkButton, Progress } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { usePortal } from "../app/context.ts"
import { formatServiceDay } from "../app/days.ts"
import { nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { reasonOf } from "./reason-of.ts"
import { isNeverGate, lastDayOf } from "./venue-state.ts"

/** The first thing on the page: what state the code is in, and what to do about it. */
export function StateBanner({ venue }: { readonly venue: Venue }) {
  const { t, deployment } = usePortal()
  const { trust, catalogue } = deployment
  const authority = nameIn(deployment.authority, t.language)
  const lastDay = lastDayOf(venue)
  const date = lastDay === null ? "" : formatServiceDay(lastDay, t.language)
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000)), trust.offset)
  if (venue.state === "submitted") return <Waiting />
  if (venue.state === "refused") {
    return (
      <Banner level="fault" title={t("venue.refusedTitle")}>
        {t("venue.refusedText", { reason: reasonOf(venue.reason, t) })}
      </Banner>
    )
  }
  if (venue.state === "provisional" && venue.codes.length === 0) {
    return (
      <Banner level="info" icon="clock" title={t("venue.heldTitle")}>
        <p>{whyHeld(venue, t, authority)}</p>
        <p>{t("venue.heldText")}</p>
      </Banner>
    )
  }
  if (venue.revoked !== null) {
    const from = formatServiceDay(venue.revoked.from, t.language)
    return (
      <Banner level="fault" icon="no" title={t("venue.revokedTitle", { date: from })}>
        <p>{t("venue.revokedReason", { authority, reason: reasonOf(venue.revoked.reason, t) })}</p>
        {/* A vehicle's key comes from its plate: there is no other one to ask for. */}
        <p>
          {t(venue.plate === undefined ? "venue.revokedText" : "venue.revokedVehicle", { hotline: deployment.hotline })}
        </p>
        {venue.plate === undefined && venue.role === "owner" && <Renew venue={venue} />}
      </Banner>
    )
  }
  if (lastDay !== null && lastDay < today) {
    return (
      <Banner level="caution" title={t("venue.expiredTitle", { date })}>
        <p>{t("venue.expiredText")}</p>
        {venue.role === "owner" && <Renew venue={venue} />}
      </Banner>
    )
  }
  const isEnding = venue.state === "reviewed" && lastDay !== null && lastDay - today <= SOON_DAYS
  return (
    <>
      {isEnding && venue.lastDay === undefined && (
        <Banner level="caution" icon="clock" title={t("renew.soon", { date })}>
          <p>{t("renew.soonText")}</p>
          {venue.role === "owner" && <Renew venue={venue} />}
        </Banner>
      )}
      {venue.state === "provisional" ? (
        <Banner level="caution" title={t("venue.provisionalTitle", { date })}>
          {t("venue.provisionalText", { authority })}
        </Banner>
      ) : (
        <Banner level="corrected" icon="check" title={t("venue.reviewedTitle", { date })}>
          {t("venue.reviewedText")}
        </Banner>
      )}
      {isNeverGate(catalogue, venue.category) && (
        <Banner level="info" title={t("venue.neverTitle")}>
          {t("venue.neverText")}
        </Banner>
      )}
    </>
  )
}

/** So many days before its end a code can be renewed: time for a review and for printing. */
const SOON_DAYS = 60

function Renew({ venue }: { readonly venue: Venue }) {
  const { t } = usePortal()
  return (
    <p>
      <LinkButton kind="quiet" href={pathOfRoute({ page: "renew", id: venue.id })}>
        {t(venue.revoked === null ? "renew.title" : "renew.new")}
      </LinkButton>
    </p>
  )
}

/** After this long the words say that it takes longer than usual. */
const USUAL_MS = 90_000

function Waiting() {
  const { t, deployment } = usePortal()
  const [since] = useState(() => Date.now())
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), USUAL_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <section className="card stack g3" role="status">
      <h2>{t("venue.submittedTitle")}</h2>
      <Progress label={t("venue.submittedTitle")} />
      <p>{t("venue.submittedText")}</p>
      <p className="small soft">
        {t("venue.submittedSince", { time: formatTime(since, t.language, deployment.timeZone) })}
        {isLong && (
          <span className="block">
            {t("venue.submittedLong", { authority: nameIn(deployment.authority, t.language) })}
          </span>
        )}
      </p>
    </section>
  )
}

function whyHeld({ plate, lastDay, reason }: Venue, t: VenueTranslate, authority: string): string {
  if (plate !== undefined) return t("venue.heldVehicle", { authority })
  return lastDay === undefined ? reasonOf(reason, t) : t("venue.heldEvent", { authority })
}
