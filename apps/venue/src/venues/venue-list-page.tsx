import { call, listVenues, type Venue } from "@homesafe/api"
import { Banner, Button, Chip, Empty, LinkButton, ListRow, Loading, PageHead } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { usePortal } from "../app/context.ts"
import { langOfName, nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { useCall } from "../app/use-call.ts"
import { listCommits } from "../keys/key-store.ts"
import { StateChip } from "./state-chip.tsx"

/** The operator's venues, or the way to the first one. */
export function VenueListPage() {
  const { t } = usePortal()
  const [loaded, reload] = useCall(() => call(listVenues))
  const [commits, setCommits] = useState<ReadonlySet<string> | null>(null)
  useEffect(() => void listCommits().then(setCommits), [])
  const register = (
    <LinkButton icon="plus" href={pathOfRoute({ page: "new" })}>
      {t("list.register")}
    </LinkButton>
  )
  const venues = loaded.state === "ready" ? loaded.value.venues : []
  return (
    <>
      <PageHead title={t("list.title")} text={t("list.lead")} actions={venues.length > 0 && register} />
      {loaded.state === "loading" && <Loading text={t("list.loading")} />}
      {loaded.state === "failed" && (
        <Banner level="fault" title={t(`problem.${loaded.problem}`)}>
          <Button kind="quiet" onClick={() => void reload()}>
            {t("action.retry")}
          </Button>
        </Banner>
      )}
      {loaded.state === "ready" && venues.length === 0 && (
        <div className="card">
          <Empty icon="store" title={t("list.emptyTitle")} text={t("list.emptyText")} action={register} />
        </div>
      )}
      {venues.length > 0 && (
        <ul className="card flush rows">
          {venues.map((venue) => (
            <li key={venue.id}>
              <VenueRow venue={venue} hasKey={commits?.has(venue.commit) ?? true} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function VenueRow({ venue, hasKey }: { readonly venue: Venue; readonly hasKey: boolean }) {
  const { t } = usePortal()
  return (
    <ListRow
      icon="store"
      href={pathOfRoute({ page: "venue", id: venue.id })}
      title={nameIn(venue.names, t.language)}
      lang={langOfName(venue.names, t.language)}
      text={
        <span className="row g2 wrap">
          <StateChip state={venue.state} />
          {!hasKey && (
            <Chip tone="caution" icon="key">
              {t("list.keyElsewhere")}
            </Chip>
          )}
          <span>{t("list.entrances", { n: venue.entrances.length })}</span>
        </span>
      }
    />
  )
}
