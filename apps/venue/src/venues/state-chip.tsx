import type { Venue } from "@homesafe/api"
import { Chip } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"

const looks = {
  submitted: { tone: "info", icon: "clock" },
  provisional: { tone: "caution", icon: "clock" },
  reviewed: { tone: "ok", icon: "check" },
  refused: { tone: "fault", icon: "no" },
  closed: { tone: "line", icon: "no" },
  revoked: { tone: "fault", icon: "no" },
} as const

type ShownState = Venue["state"] | "closed" | "revoked"

/** What a venue's list says of it first. */
export function shownState({ state, closedAt, revoked }: Venue): ShownState {
  if (closedAt !== null) return "closed"
  return revoked === null ? state : "revoked"
}

/** A venue's state in one word. */
export function StateChip({ state }: { readonly state: ShownState }) {
  const { t } = usePortal()
  return <Chip {...looks[state]}>{t(`state.${state}`)}</Chip>
}
