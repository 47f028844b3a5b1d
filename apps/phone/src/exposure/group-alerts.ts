import { splitEntranceName } from "@homesafe/domain"
import type { AlertView } from "../keeper/views.ts"

/** All that the lists say of one place. */
export interface PlaceAlerts {
  readonly place: string
  readonly alerts: readonly AlertView[]
}

/** Groups warnings by place, whatever the entrance: the place with the newest first. A place that is no longer in the diary stands alone. */
export function groupAlerts(alerts: readonly AlertView[]): readonly PlaceAlerts[] {
  const places = new Map<string, AlertView[]>()
  for (const alert of alerts) {
    const names = alert.visits[0]?.names
    const place = names ? `${splitEntranceName(names.en).venue}\n${splitEntranceName(names.hant).venue}` : alert.id
    places.set(place, [...(places.get(place) ?? []), alert])
  }
  const groups = [...places].map(([place, ofPlace]) => ({
    place,
    alerts: ofPlace.toSorted((a, b) => b.exposedAt - a.exposedAt),
  }))
  const newest = ({ alerts: [first] }: PlaceAlerts) => first?.exposedAt ?? 0
  return groups.toSorted((a, b) => newest(b) - newest(a))
}
