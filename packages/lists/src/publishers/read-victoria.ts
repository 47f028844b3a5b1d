import { titleWords } from "../table/title-words.ts"
import { tokenise } from "../time/tokenise.ts"
import { type Publisher, shareOf } from "./publisher.ts"

const own = [
  "suburb",
  "site title",
  "site streetaddress",
  "site street address",
  "site state",
  "site postcode",
  "exposure date dtm",
  "exposure date",
  "exposure time",
  "notes",
  "added date dtm",
  "added date",
  "added time",
  "advice title",
  "advice instruction",
  "exposure time start 24",
  "exposure time end 24",
]

/** Victoria's exposure sites, tiers 1 to 3, as xlsx or CSV. */
export const victoria: Publisher = {
  format: "victoria",
  recognise: (table) => {
    const titles = table.head.map(titleWords)
    const known = titles.filter((title) => own.includes(title)).length
    const state = titles.findIndex((title) => /(^| )state$/.test(title))
    return known >= 6 || (known >= 3 && state >= 0 && shareOf(table, state, /^VIC(TORIA)?$/i) > 0.8)
  },
  titles: {
    "site streetaddress": "address",
    "site street address": "address",
    "exposure date": "date",
    "exposure date dtm": "date",
    "added date dtm": undefined,
    "added time": undefined,
    "site postcode": undefined,
    "site state": undefined,
    "advice title": "tier",
  },
  timeZone: () => "Australia/Melbourne",
  dayOrder: "day-first",
  language: () => "en",
  findFault: (cells) => {
    // `from 12:00am on 13 July to 11:59pm on 17 July`: the row names one day and its notes say five.
    const span = /period applies from .+? to .+?(?:\.|$)/i.exec(cells("notes") ?? "")?.[0]
    if (span === undefined) return undefined
    const days = tokenise(span.replace(/.*?applies/i, "")).filter((token) => token.is === "day")
    const [first, last] = days
    return first && last && first.text !== last.text ? { code: "notes-say-other-time", given: span } : undefined
  },
}
