import { call, listVenues, type Venue } from "@homesafe/api"
import { Banner, Button, Chip, Empty, LinkButton, ListRow, Loading, PageHead, TextField } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { usePortal } from "../app/context.ts"
import { langOfName, nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { useCall } from "../app/use-call.ts"
import { listCommits } from "../keys/key-store.ts"
import { OffersToMe } from "../people/offers-to-me.tsx"
import { AllPosters } from "../posters/all-posters.tsx"
import { StateChip, shownState } from "./state-chip.tsx"

/** With more venues than this, they are searched. */
const MANY = 10

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
  const [find, setFind] = useState("")
  const venues = loaded.state === "ready" ? inOrder(loaded.value.venues) : []
  const shown = venues.filter((venue) => isFound(venue, find.trim()))
  const printable = shown.filter(
    ({ commit, codes, closedAt, revoked }) =>
      codes.length > 0 && closedAt === null && revoked === null && commits?.has(commit),
  )
  return (
    <>
      <PageHead title={t("list.title")} text={t("list.lead")} actions={venues.length > 0 && register} />
      <OffersToMe onAnswered={reload} />
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
      {venues.length > MANY && (
        <TextField
          type="search"
          label={t("list.find")}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
      )}
      {venues.length > MANY && find !== "" && (
        <p className="small soft" role="status">
          {t("list.found", { n: shown.length, of: venues.length })}
        </p>
      )}
      {shown.length > 0 && (
        <ul className="card flush rows">
          {shown.map((venue) => (
            <li key={venue.id}>
              <VenueRow venue={venue} hasKey={commits?.has(venue.commit) ?? true} />
            </li>
          ))}
        </ul>
      )}
      {printable.length > 1 && <AllPosters venues={printable} />}
    </>
  )
}

/** What needs its operator first, closed ones last; otherwise as they were registered. */
function inOrder(venues: readonly Venue[]): readonly Venue[] {
  const weight = ({ state, closedAt }: Venue) => (closedAt !== null ? 2 : state === "refused" ? 0 : 1)
  return venues.toSorted((a, b) => weight(a) - weight(b))
}

function isFound(venue: Venue, find: string): boolean {
  const { names, address, registerNumber } = venue
  const said = [names.en, names.hant, names.hans ?? "", address.en, address.hant, registerNumber].join("\n")
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.toLowerCase().includes(word))
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
          <StateChip state={shownState(venue)} />
          {venue.change?.refusal === null && (
            <Chip tone="info" icon="clock">
              {t("list.changeWaits")}
            </Chip>
          )}
          {venue.role !== "owner" && <Chip tone="line">{t(`role.${venue.role}`)}</Chip>}
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
