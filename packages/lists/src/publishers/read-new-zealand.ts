import { titleWords } from "../table/title-words.ts"
import { type Publisher, shareOf } from "./publisher.ts"

const own = [
  "id",
  "event",
  "location",
  "city",
  "start",
  "end",
  "advice",
  "information",
  "lat",
  "lng",
  "added",
  "updated",
  "exposure type",
  "event id",
  "event name",
  "start date time",
  "end date time",
  "public advice",
  "visible in webform",
  "published at",
]

/** New Zealand's locations of interest: the CSV of 2021 and 2022 in all its shapes, and the records of the interface behind it. */
export const newZealand: Publisher = {
  format: "new-zealand",
  recognise: (table) => {
    const titles = table.head.map(titleWords)
    const known = titles.filter((title) => own.includes(title.replace(/^location /, "")) || own.includes(title)).length
    const longitude = titles.findIndex((title) => /(^| )(lng|longitude)$/.test(title))
    const latitude = titles.findIndex((title) => /(^| )(lat|latitude)$/.test(title))
    const isThere =
      shareOf(table, latitude, /^-(3[3-9]|4[0-8])\./) > 0.5 &&
      shareOf(table, longitude, /^(16[5-9]|17\d)\.|^-17[5-8]\./) > 0.5
    const isElsewhere = latitude >= 0 && longitude >= 0 && shareOf(table, latitude, /\d/) > 0 && !isThere
    const id = titles.findIndex((title) => /(^|\b)id$/.test(title))
    const hasIds = id >= 0 && shareOf(table, id, /^a0l[0-9a-zA-Z]{12}([0-9a-zA-Z]{3})?$/) > 0.5
    const hasTimes = titles.some((title) => /^start/.test(title)) && titles.some((title) => /^end/.test(title))
    // The barest shape has an event and a place with its postcode.
    const place = titles.indexOf("location")
    const isBare = titles.includes("event") && hasTimes && shareOf(table, place, /\p{L} \d{4}$/u) > 0.5
    return (!isElsewhere && ((known >= 5 && hasTimes) || isBare)) || hasIds || (isThere && hasTimes && known >= 3)
  },
  titles: {
    event: "name",
    "event name": "name",
    location: "address",
    information: "advice",
    "location address": "address",
    "visible in webform": undefined,
  },
  timeZone: () => "Pacific/Auckland",
  dayOrder: "day-first",
  language: () => "en",
}
