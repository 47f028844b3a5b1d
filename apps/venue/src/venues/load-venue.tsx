import { call, getVenue, type Venue } from "@homesafe/api"
import { Button, ErrorState, Loading } from "@homesafe/ui"
import type { ReactNode } from "react"
import { usePortal } from "../app/context.ts"
import { useCall } from "../app/use-call.ts"

/** One venue for a page that shows nothing without it. */
export function LoadVenue({ id, children }: { readonly id: string; readonly children: (venue: Venue) => ReactNode }) {
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
  return children(loaded.value)
}
