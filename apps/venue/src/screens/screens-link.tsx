import type { Venue } from "@homesafe/api"
import { ListRow } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { pathOfRoute } from "../app/route.ts"

/** The way from a venue to its screens. */
export function ScreensLink({ venue }: { readonly venue: Venue }) {
  const { t } = usePortal()
  return (
    <div className="card flush">
      <ListRow
        icon="scan"
        title={t("screens.title")}
        text={t("screens.linkText")}
        href={pathOfRoute({ page: "screens", id: venue.id })}
      />
    </div>
  )
}
