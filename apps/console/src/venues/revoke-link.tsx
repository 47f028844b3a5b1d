import type { RegisteredVenueRecord } from "@homesafe/api"
import { LinkButton } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { nameIn } from "../app/names.ts"

/** The way from a venue to the end of its codes, or back. */
export function RevokeLink({ venue }: { readonly venue: RegisteredVenueRecord }) {
  const { t, officer } = useConsole()
  if (!officer.roles.includes("approver") || venue.notAfter === null || venue.state === "refused") return null
  const word = venue.revokedFrom === null ? "revoke" : "restore"
  return (
    <LinkButton
      kind="plain"
      href={`/changes/revoke/${venue.id}`}
      aria-label={t(`venues.${word}Of`, { venue: nameIn(venue.names, t.language) })}
    >
      {t(`venues.${word}`)}
    </LinkButton>
  )
}
