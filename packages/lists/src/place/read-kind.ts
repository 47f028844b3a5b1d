import type { PlaceKind, SeatGroup } from "../shapes.ts"

const AIRLINES =
  "air canada|west ?jet|air new zealand|air nz|jetstar|qantas|virgin(?: australia)?|rex|porter|sunwing|cathay(?: pacific)?|hk express|emirates|singapore airlines"
const flight = new RegExp(`\\bflights?\\b|^(?:${AIRLINES})\\b.*\\d{2,4}|^[a-z0-9]{2} ?\\d{2,4}\\b.*\\bto\\b|航班`, "i")
const vehicle =
  /\b(?:bus|train|tram|ferry|coach|shuttle|light rail|subway|metro|taxi|uber|link)s?\b[^,]*?\b(?:route|no\.?|number|line|fleet|service|from)\b|^(?:the )?(?:public |school |skybus |airport )?(?:bus|train|tram|ferry|coach|shuttle)\b[\s#-]*(?:route\s*)?(?:\w{0,3}\d|from\b|to\b)|^(?:[\w' ]{0,30} )?route\s*#?\d|\btransit\b.*\b(?:route\b|\d)|^metro trains?\b|^yarra trams?\b|\b(?:bus|train|tram|ferry) (?:route|ride|trip|service|journey)\b|^\(?(?:bus|train|tram|ferry)\)?\s+[\w ]+ (?:to|-|–) [\w ]+$|巴士\S*號|列車|渡輪/i
const building =
  /\b(?:station|stop|shelter|interchange|terminal|terminus|depot|wharf|port|museum|lounge|centre flight|shop|store|cafe|café|restaurant|bakery|park)\b[^()]*$/i

/** Whether a row lists a place, a flight or another vehicle: by its own word for it, else by its name. */
export function kindOf(given: string | undefined, name: string): PlaceKind {
  if (given !== undefined) {
    if (/flight|aircraft|plane|airline|航班|飛機/i.test(given)) return "flight"
    if (/transit|transport|bus|train|tram|ferry|coach|taxi|vehicle|巴士|列車|交通/i.test(given)) return "vehicle"
    if (/^(place|venue|location|site|building|地點)$/i.test(given.trim())) return "place"
  }
  if (flight.test(name) && !/\b(?:centre|center|cafe|café|bar|restaurant|experience|club)\b/i.test(name))
    return "flight"
  if (!vehicle.test(name)) return "place"
  // `Britomart Bus Station` is a place; `Bus 17 … to Bus Interchange` is a bus.
  return building.test(name) &&
    !/\b(?:to|towards|from|route)\b/i.test(name) &&
    !/^(?:public )?(?:bus|train|tram|ferry)\b/i.test(name)
    ? "place"
    : "vehicle"
}

const rowsPattern =
  /rows?\s*(\d{1,3})(?:\s*(?:-|to|through)\s*(\d{1,3}))?(?:[,\s]*(?:in\s+)?seats?\s*)?([,\s]*(?:\b[a-k]\b[,.\s]*(?:and|&)?\s*)*)/giu

/** Rows and seats as lists of flights write them; nothing when the text says neither. All seats are a group without rows. */
export function readSeats(text: string): readonly SeatGroup[] | undefined {
  const plain = text.normalize("NFKC").replace(/[–—]/g, "-")
  const groups: SeatGroup[] = []
  for (const [, first, last, letters = ""] of plain.matchAll(rowsPattern)) {
    const rows = [Number(first), Number(last ?? first)] as const
    if (rows[0] > rows[1]) return undefined
    const seats = (letters.toUpperCase().match(/\b[A-K]\b/g) ?? []).filter((seat, at, all) => all.indexOf(seat) === at)
    groups.push({ rows, ...(seats.length > 0 && { seats }) })
  }
  if (groups.length > 0) return groups
  // A train's coach is given as it stands.
  const coach = /^(?:coach|carriage|car|cabin|compartment)s?\s*[\w ,-]{1,20}$/i.exec(plain.trim())
  if (coach) return [{ seats: [coach[0]] }]
  return /\b(?:all|entire|whole|any)\b|全部|所有/i.test(plain) ? [{}] : undefined
}
