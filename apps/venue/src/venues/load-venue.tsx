import { call, getVenue, hasRight, type Venue, type VenueRight } from "@homesafe/api"
import { Button, ErrorState, Loading } from "@homesafe/ui"
import type { ReactNode } from "react"
import { usePortal } from "../app/context.ts"
import { useCall } from "../app/use-call.ts"

/** One venue for a page that shows nothing without it, nor without the right that it is about. */
export function LoadVenue({
  id,
  right = "see",
  children,
}: {
  readonly id: string
  readonly right?: VenueRight
  readonly children: (venue: Venue) => ReactNode
}) {
  const { t } = usePortal()
  const [loaded, reload] = useCall(() => call(getVenue, { params: { id } }))
  if (loaded.state === "loading") return <Loading text={t("venue.loading")} lines={6} />
  if (loaded.state === "failed") {
    return (
      <ErrorState
        title={t("level.fault")}
        text={t(`problem.${loaded.problem}`)}
        action={<Button onClick={() => void reload()}>{t("action.retry")}</Button>}
      />
    )
  }
  if (!hasRight(loaded.value.role, right))
    return <ErrorState title={t("level.fault")} text={t("problem.not-allowed")} />
  return children(loaded.value)
}
