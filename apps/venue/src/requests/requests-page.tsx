import { call, listVenueRequests, type Venue } from "@homesafe/api"
import { Button, Empty, ErrorState, Loading, PageHead } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { useCall } from "../app/use-call.ts"
import { KeyMissing } from "../keys/key-missing.tsx"
import { useVenueKey } from "../keys/use-venue-key.ts"
import { LoadVenue } from "../venues/load-venue.tsx"
import { RequestCard } from "./request-card.tsx"

/** What the authority asks of a venue: each request with what it gives and what it does not. */
export function RequestsPage({ id }: { readonly id: string }) {
  return (
    <LoadVenue id={id} right="answer-requests">
      {(venue) => <RequestsOf venue={venue} />}
    </LoadVenue>
  )
}

function RequestsOf({ venue }: { readonly venue: Venue }) {
  const { t, deployment } = usePortal()
  const [key] = useVenueKey(venue)
  const [requests, again] = useCall(() => call(listVenueRequests, { params: { id: venue.id } }))
  const authority = nameIn(deployment.authority, t.language)
  return (
    <>
      <PageHead
        crumbs={<a href={pathOfRoute({ page: "venue", id: venue.id })}>{nameIn(venue.names, t.language)}</a>}
        title={t("requests.title", { authority })}
        text={t("requests.lead")}
      />
      {key === null && <KeyMissing />}
      {requests.state === "loading" && <Loading text={t("venue.loading")} lines={6} />}
      {requests.state === "failed" && (
        <ErrorState
          title={t("level.fault")}
          text={t(`problem.${requests.problem}`)}
          action={<Button onClick={() => void again()}>{t("action.retry")}</Button>}
        />
      )}
      {requests.state === "ready" && requests.value.requests.length === 0 && (
        <Empty icon="key" title={t("requests.none")} text={t("requests.noneText")} />
      )}
      {requests.state === "ready" &&
        requests.value.requests.map((request) => (
          <RequestCard key={request.id} request={request} venue={venue} venueKey={key ?? null} onAnswered={again} />
        ))}
    </>
  )
}
