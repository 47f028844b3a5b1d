import { hasRight, type Venue } from "@homesafe/api"
import { Banner } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { reasonOf } from "./reason-of.ts"

/** Whether this person can ask for other names or another address: a vehicle is its plate. */
export function canChange({ state, closedAt, plate, revoked, role }: Venue): boolean {
  const isOpen = closedAt === null && revoked === null && (state === "provisional" || state === "reviewed")
  return isOpen && plate === undefined && hasRight(role, "change")
}

/** A change that waits for an officer, or why it was refused. */
export function ChangeBanner({ venue }: { readonly venue: Venue }) {
  const { t, deployment } = usePortal()
  const { change } = venue
  if (!change) return null
  const name = nameIn(change.names, t.language)
  if (change.refusal === null) {
    const authority = nameIn(deployment.authority, t.language)
    return (
      <Banner level="info" icon="clock" title={t("change.waits", { name })}>
        {t("change.waitsText", { authority })}
      </Banner>
    )
  }
  return (
    <Banner level="caution" title={t("change.refused", { name })}>
      {t("change.refusedText", { reason: reasonOf(change.refusal, t) })}
    </Banner>
  )
}
