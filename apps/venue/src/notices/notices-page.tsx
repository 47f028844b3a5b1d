import { call, listVenueNotices, type Venue } from "@homesafe/api"
import { Button, Empty, ErrorState, Loading, PageHead } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { useCall } from "../app/use-call.ts"
import { LoadVenue } from "../venues/load-venue.tsx"
import { NoticeCard } from "./notice-card.tsx"

/** What the venue was told of warnings about it: privately, and before the list goes out. */
export function NoticesPage({ id }: { readonly id: string }) {
  return <LoadVenue id={id}>{(venue) => <NoticesOf venue={venue} />}</LoadVenue>
}

function NoticesOf({ venue }: { readonly venue: Venue }) {
  const { t, deployment } = usePortal()
  const [notices, again] = useCall(() => call(listVenueNotices, { params: { id: venue.id } }))
  const authority = nameIn(deployment.authority, t.language)
  return (
    <>
      <PageHead
        crumbs={<a href={pathOfRoute({ page: "venue", id: venue.id })}>{nameIn(venue.names, t.language)}</a>}
        title={t("notices.title")}
        text={t("notices.lead", { authority })}
      />
      {notices.state === "loading" && <Loading text={t("venue.loading")} lines={6} />}
      {notices.state === "failed" && (
        <ErrorState
          title={t("level.fault")}
          text={t(`problem.${notices.problem}`)}
          action={<Button onClick={() => void again()}>{t("action.retry")}</Button>}
        />
      )}
      {notices.state === "ready" && notices.value.notices.length === 0 && (
        <Empty icon="store" title={t("notices.none")} text={t("notices.noneText")} />
      )}
      {notices.state === "ready" &&
        notices.value.notices.map((notice) => (
          <NoticeCard
            key={notice.id}
            notice={notice}
            isOver={notices.value.notices.some(({ supersedes }) => supersedes === notice.id)}
            venue={venue}
            onSaid={again}
          />
        ))}
    </>
  )
}
