import { splitEntranceName } from "@homesafe/domain"
import type { Names } from "@homesafe/protocol"
import { sayName, useApp } from "../shell/app-context.ts"

/** A place's name as this reader reads it, set apart from the text around it: its direction and its language are its own. */
export function PlaceName({ names, part = "both" }: { readonly names: Names; readonly part?: "venue" | "both" }) {
  const { t } = useApp()
  const name = sayName(names, t.language)
  const { venue, entrance } = splitEntranceName(name.text)
  return (
    <bdi className="place-name" lang={name.lang}>
      {part === "both" && entrance ? `${venue} · ${entrance}` : venue}
    </bdi>
  )
}

/** The venue's name alone, for a sentence. */
export function useVenueName(): (names: Names) => string {
  const { t } = useApp()
  return (names) => splitEntranceName(sayName(names, t.language).text).venue
}
