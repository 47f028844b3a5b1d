import { titleWords } from "../table/title-words.ts"
import { type Publisher, shareOf } from "./publisher.ts"

const own = [
  "last updated",
  "last updated date",
  "type",
  "suburb",
  "venue",
  "date and time of exposure",
  "date",
  "time",
  "alert",
  "lat",
  "lon",
  "address",
  "health advice html",
  "status",
]

/** New South Wales' case locations: the page with its free text of times, and the records of the interface behind it. */
export const nsw: Publisher = {
  format: "nsw",
  recognise: (table) => {
    const titles = table.head.map(titleWords)
    const known = titles.filter((title) => own.includes(title)).length
    if (!titles.includes("suburb") || !titles.some((title) => /^(venue|location|place)$/.test(title))) return false
    const when = titles.findIndex((title) => /date and time|when/.test(title))
    if (when >= 0) return known >= 3 && shareOf(table, when, /(am|pm|all day|midnight|noon).*\bon\b.*\d{4}|^$/i) > 0.5
    return known >= 5 && titles.includes("alert") && titles.includes("time")
  },
  titles: {
    venue: "name",
    type: "tier",
    "last updated": "published",
    "last updated date": "published",
    "health advice html": "advice",
    alert: "tier",
  },
  timeZone: () => "Australia/Sydney",
  dayOrder: "day-first",
  language: () => "en",
  joinsAddress: true,
}
