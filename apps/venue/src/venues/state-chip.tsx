import type { Venue } from "@homesafe/api"
import { Chip } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"

const looks = {
  submitted: { tone: "info", icon: "clock" },
  provisional: { tone: "caution", icon: "clock" },
  reviewed: { tone: "ok", icon: "check" },
  refused: { tone: "fault", icon: "no" },
  closed: { tone: "line", icon: "no" },
} as const

/** A venue's state in one word. */
export function StateChip({ state }: { readonly state: Venue["state"] | "closed" }) {
  const { t } = usePortal()
  return <Chip {...looks[state]}>{t(`state.${state}`)}</Chip>
}
