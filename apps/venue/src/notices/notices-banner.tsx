import { call, listVenueNotices, type Venue } from "@homesafe/api"
import { Banner, LinkButton } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { formatServiceDay } from "../app/days.ts"
import { pathOfRoute } from "../app/route.ts"
import { useCall } from "../app/use-call.ts"

/** A notice is news for so long. */
const NEWS_SECONDS = 14 * 86_400

/** Says on the venue's page that visitors are warned, or that a warning was taken back. */
export function NoticesBanner({ venue }: { readonly venue: Venue }) {
  const { t } = usePortal()
  const [notices] = useCall(() => call(listVenueNotices, { params: { id: venue.id } }))
  const newest = notices.state === "ready" ? notices.value.notices[0] : undefined
  if (!newest || newest.listAt < Date.now() / 1000 - NEWS_SECONDS) return null
  return (
    <Banner
      level={newest.kind === "withdrawal" ? "corrected" : "caution"}
      title={t(`notices.${newest.kind}`, { day: formatServiceDay(newest.day, t.language) })}
    >
      <div className="stack g3">
        <p>{t("notices.banner")}</p>
        <p>
          <LinkButton kind="quiet" href={pathOfRoute({ page: "notices", id: venue.id })}>
            {t("notices.see")}
          </LinkButton>
        </p>
      </div>
    </Banner>
  )
}
