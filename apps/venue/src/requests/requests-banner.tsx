import { call, listVenueRequests, type Venue } from "@homesafe/api"
import { Banner, LinkButton } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { useCall } from "../app/use-call.ts"

/** Says on the venue's page that the authority asks for something. */
export function RequestsBanner({ venue }: { readonly venue: Venue }) {
  const { t, deployment } = usePortal()
  const [requests] = useCall(() => call(listVenueRequests, { params: { id: venue.id } }))
  const now = Date.now() / 1000
  const isAsked =
    requests.state === "ready" && requests.value.requests.some(({ state, until }) => state === "asked" && until >= now)
  if (!isAsked) return null
  return (
    <Banner
      level="caution"
      icon="key"
      title={t("requests.waits", { authority: nameIn(deployment.authority, t.language) })}
    >
      <div className="stack g3">
        <p>{t("requests.waitsText")}</p>
        <p>
          <LinkButton kind="quiet" href={pathOfRoute({ page: "requests", id: venue.id })}>
            {t("requests.see")}
          </LinkButton>
        </p>
      </div>
    </Banner>
  )
}
