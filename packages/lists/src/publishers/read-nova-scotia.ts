import { titleWords } from "../table/title-words.ts"
import { isTimeZone } from "../time/to-instant.ts"
import type { Publisher } from "./publisher.ts"

const own = [
  "kind",
  "name",
  "address",
  "g maps address",
  "date begin",
  "date end",
  "details",
  "advice",
  "zone",
  "last updated",
]

/** Nova Scotia's potential exposures: places, transit and flights, as JSON that names its time zone. */
export const novaScotia: Publisher = {
  format: "nova-scotia",
  recognise: (table) => {
    const titles = table.head.map(titleWords)
    const known = titles.filter((title) => own.includes(title)).length
    const { province } = table.about
    if (province !== undefined) return /nova scotia/i.test(province) && titles.includes("name")
    return known >= 6 && titles.includes("date begin")
  },
  titles: {
    "g maps address": undefined,
    zone: "district",
    "date begin": "start",
    "date end": "end",
    details: undefined,
  },
  timeZone: ({ about }) =>
    about.timezone !== undefined && isTimeZone(about.timezone) ? about.timezone : "America/Halifax",
  dayOrder: "day-first",
  language: () => "en",
}
