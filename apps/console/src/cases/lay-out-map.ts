import type { Box, CaseVisit } from "@homesafe/api"

/** A place on the map with the visits there, by their places in the list. */
export interface MapPlace {
  readonly lat: number
  readonly lng: number
  readonly visits: readonly number[]
  readonly infectious: boolean
}

/** What a map shows: its box, its places in the order of the first visits, and the visits whose places nobody has said. */
export interface MapLayout {
  readonly box: Box
  readonly places: readonly MapPlace[]
  readonly unplaced: number
}

/** A picture's width and height in its own units. */
export const MAP = { width: 720, height: 440 } as const
/** A single place is shown with at least this much around it: the street is not the point, the quarter is. Degrees of latitude. */
const LEAST = 0.02
/** Room at the edges, as a part of what is shown. */
const MARGIN = 0.18
/** Marks nearer than this would lie over each other. */
const NEAR = 28
const KILOMETRES_OF_A_DEGREE = 111.32
/** The widest box that the server cuts. Degrees. */
const WIDEST = 10

/** Lays a case's visits out on a map; nothing where no place is known. */
export function layOutMap(visits: readonly CaseVisit[]): MapLayout | null {
  const places = new Map<string, { lat: number; lng: number; visits: number[]; infectious: boolean }>()
  visits.forEach(({ venue, infectious }, index) => {
    if (!venue?.position) return
    const { lat, lng } = venue.position
    const place = places.get(`${lat} ${lng}`) ?? { lat, lng, visits: [], infectious: false }
    place.visits.push(index)
    place.infectious ||= infectious
    places.set(`${lat} ${lng}`, place)
  })
  const all = [...places.values()]
  if (all.length === 0) return null
  const placed = all.reduce((sum, place) => sum + place.visits.length, 0)
  return { box: boxOf(all), places: all, unplaced: visits.length - placed }
}

function boxOf(places: readonly MapPlace[]): Box {
  const [lats, lngs] = [places.map(({ lat }) => lat), places.map(({ lng }) => lng)]
  const [lat, lng] = [middleOf(lats), middleOf(lngs)]
  // A degree of longitude is shorter than one of latitude by this.
  const shrink = Math.max(0.05, Math.cos((lat * Math.PI) / 180))
  const ratio = MAP.width / MAP.height
  const wanted = Math.max(LEAST, spanOf(lats), (spanOf(lngs) * shrink) / ratio) * (1 + 2 * MARGIN)
  const high = Math.min(wanted, WIDEST, (WIDEST * shrink) / ratio)
  const wide = (high * ratio) / shrink
  const round = (degrees: number) => Math.round(degrees * 1e4) / 1e4
  return {
    west: Math.max(-180, round(lng - wide / 2)),
    east: Math.min(180, round(lng + wide / 2)),
    south: Math.max(-90, round(lat - high / 2)),
    north: Math.min(90, round(lat + high / 2)),
  }
}

const middleOf = (all: readonly number[]) => (Math.min(...all) + Math.max(...all)) / 2
const spanOf = (all: readonly number[]) => Math.max(...all) - Math.min(...all)

/** Places whose marks would lie over each other share one: by the first of them. Their places in `layOutMap`'s order. */
export function groupMarks({ box, places }: MapLayout): readonly (readonly number[])[] {
  const groups: { readonly x: number; readonly y: number; readonly members: number[] }[] = []
  places.forEach(({ lng, lat }, index) => {
    const [x, y] = pointIn(box, lng, lat)
    const near = groups.find((group) => Math.hypot(group.x - x, group.y - y) < NEAR)
    if (near) near.members.push(index)
    else groups.push({ x, y, members: [index] })
  })
  return groups.map(({ members }) => members)
}

/** Where a place stands in the picture. */
export function pointIn({ west, south, east, north }: Box, lng: number, lat: number): readonly [x: number, y: number] {
  return [((lng - west) / (east - west)) * MAP.width, ((north - lat) / (north - south)) * MAP.height]
}

/** The longest of 1, 2 and 5 times a power of ten kilometres that takes at most a quarter of the picture, and how long it is there. */
export function scaleOf({ south, north }: Box): { readonly kilometres: number; readonly length: number } {
  const perUnit = ((north - south) * KILOMETRES_OF_A_DEGREE) / MAP.height
  const most = (MAP.width / 4) * perUnit
  const power = 10 ** Math.floor(Math.log10(most))
  const kilometres = [5, 2, 1].map((n) => n * power).find((length) => length <= most) ?? power
  return { kilometres, length: kilometres / perUnit }
}
