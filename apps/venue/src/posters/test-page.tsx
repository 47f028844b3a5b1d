import { PageHead } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { LoadVenue } from "../venues/load-venue.tsx"
import { TestPoster } from "./test-poster.tsx"

/** Tests the poster that hangs at one entrance. */
export function TestPage({ id, entrance }: { readonly id: string; readonly entrance: number }) {
  const { t } = usePortal()
  return (
    <LoadVenue id={id}>
      {(venue) => (
        <>
          <PageHead
            crumbs={<a href={pathOfRoute({ page: "venue", id })}>{t("venue.title")}</a>}
            title={t("test.title")}
            text={nameIn(venue.entrances[entrance]?.names ?? venue.names, t.language)}
          />
          <TestPoster venue={venue} entrance={entrance} />
        </>
      )}
    </LoadVenue>
  )
}
