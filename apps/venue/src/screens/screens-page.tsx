import { call, listScreens, type Screen, type Venue } from "@homesafe/api"
import { Banner, Button, Empty, ErrorState, Loading, PageHead } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { useCall } from "../app/use-call.ts"
import { KeyMissing } from "../keys/key-missing.tsx"
import { useVenueKey } from "../keys/use-venue-key.ts"
import { useWaitingVenue } from "../venues/use-waiting-venue.ts"
import { GiveForm } from "./give-form.tsx"
import { ScreenRow } from "./screen-row.tsx"

/** The screens at a venue's doors: those that there are, and the way to give one its keys for a week. */
export function ScreensPage({ id }: { readonly id: string }) {
  const { t } = usePortal()
  const [venue, reload] = useWaitingVenue(id)
  if (venue.state === "loading") return <Loading text={t("venue.loading")} lines={6} />
  if (venue.state === "failed") {
    return (
      <ErrorState
        title={t("level.fault")}
        text={t(`problem.${venue.problem}`)}
        action={<Button onClick={() => void reload()}>{t("action.retry")}</Button>}
      />
    )
  }
  return <ScreensOf venue={venue.value} />
}

function ScreensOf({ venue }: { readonly venue: Venue }) {
  const { t } = usePortal()
  const [key] = useVenueKey(venue)
  const [screens, again] = useCall(() => call(listScreens, { params: { id: venue.id } }))
  return (
    <>
      <PageHead
        crumbs={<a href={pathOfRoute({ page: "venue", id: venue.id })}>{nameIn(venue.names, t.language)}</a>}
        title={t("screens.title")}
        text={t("screens.lead", { address: `${location.host}/gate/` })}
      />
      <Banner level="info">{t("screens.warned")}</Banner>
      {venue.state !== "reviewed" && <Banner level="info">{t("screens.notReviewed")}</Banner>}
      {key === null && <KeyMissing />}
      {venue.revoked !== null && <Banner level="fault">{t("screens.venueRevoked")}</Banner>}
      {venue.state === "reviewed" && venue.revoked === null && key && (
        <GiveForm venue={venue} venueKey={key} onGiven={() => void again()} />
      )}
      {screens.state === "ready" && <ScreenList venue={venue} screens={screens.value.screens} onChanged={again} />}
    </>
  )
}

function ScreenList({
  venue,
  screens,
  onChanged,
}: {
  readonly venue: Venue
  readonly screens: readonly Screen[]
  readonly onChanged: () => Promise<void>
}) {
  const { t } = usePortal()
  if (screens.length === 0) return <Empty icon="scan" title={t("screens.none")} />
  return (
    <section className="card flush" aria-labelledby="screens">
      <div className="head">
        <h2 id="screens">{t("screens.list", { n: screens.length })}</h2>
      </div>
      <ul className="rows">
        {screens.map((screen) => {
          const names = venue.entrances[screen.entrance]?.names
          const door = names ? nameIn(names, t.language) : t("venue.mainEntrance")
          return <ScreenRow key={screen.id} venue={venue} screen={screen} door={door} onChanged={onChanged} />
        })}
      </ul>
    </section>
  )
}
