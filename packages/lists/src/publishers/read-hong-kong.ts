import { titleWords } from "../table/title-words.ts"
import { type Publisher, shareOf } from "./publisher.ts"

// The eighteen districts, in English and as a Hong Kong reader writes them.
const districts: readonly (readonly [string, string])[] = [
  ["Central & Western", "中西區"],
  ["Wan Chai", "灣仔"],
  ["Eastern", "東區"],
  ["Southern", "南區"],
  ["Yau Tsim Mong", "油尖旺"],
  ["Sham Shui Po", "深水埗"],
  ["Kowloon City", "九龍城"],
  ["Wong Tai Sin", "黃大仙"],
  ["Kwun Tong", "觀塘"],
  ["Kwai Tsing", "葵青"],
  ["Tsuen Wan", "荃灣"],
  ["Tuen Mun", "屯門"],
  ["Yuen Long", "元朗"],
  ["North", "北區"],
  ["Tai Po", "大埔"],
  ["Sha Tin", "沙田"],
  ["Sai Kung", "西貢"],
  ["Islands", "離島"],
]

const folded = new Map(districts.flatMap(([en, zh]) => [fold(en), fold(zh)].map((spelling) => [spelling, en] as const)))

function fold(district: string): string {
  return titleWords(district.replace(/&/g, "and"))
    .replace(/ (district|and)\b| /g, "")
    .replace(/^and/, "")
    .replace(/(?<=..)區$/, "")
}

/** A Hong Kong district in its one English spelling. */
export function hongKongDistrict(given: string): string | undefined {
  return folded.get(fold(given))
}

const names = /^(building name|building|name of building|大廈名單|大廈名稱|大廈|venue|name|名稱|地點)/

/** Hong Kong's buildings with cases or visited by cases, and lists of the same shape, in English, in Chinese or in both. */
export const hongKong: Publisher = {
  format: "hong-kong",
  recognise: (table) => {
    // Some lists bear both languages in one title.
    const titles = table.head.map((title) => titleWords(title).replace(/^([a-z ]+) \p{Script=Han}+$/u, "$1"))
    const district = titles.findIndex((title) => /^(district|地區|分區)( en)?$/.test(title))
    const isHere =
      district >= 0 &&
      table.rows.slice(0, 300).filter((row) => hongKongDistrict(row.cells[district] ?? "")).length >
        0.6 * Math.min(300, table.rows.length)
    return isHere && titles.some((title) => names.test(title)) && shareOf(table, district, /\S/) > 0
  },
  titles: {
    "related probable confirmed cases": undefined,
    "相關疑似 確診個案": undefined,
    "related cases": undefined,
    相關個案: undefined,
  },
  timeZone: () => "Asia/Hong_Kong",
  dayOrder: "day-first",
  language: (title) => (/\p{Script=Han}/u.test(title) ? "zh-Hant" : "en"),
  // Only brackets that are known: others belong to the name, as in `Block 3 (Phase 2)`.
  remark: /[((]\s*(?:non-residential|non residential|residential|非住宅|住宅)\s*[))]/gi,
  daysOnly: true,
  district: hongKongDistrict,
}
