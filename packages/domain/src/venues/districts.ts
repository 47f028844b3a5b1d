/** A district, as an area of officers' work: its number, its names, and what addresses in it end with besides its name. */
interface District {
  readonly n: number
  readonly en: string
  readonly hant: string
  readonly hans: string
  /** Parts of the district by which addresses are written, lower case. */
  readonly parts: readonly string[]
}

/** The districts of Hong Kong (District Councils Ordinance, Cap. 547, Schedule 1). Numbers are kept with cases and venues: none is used again. */
export const districts: readonly District[] = [
  {
    n: 1,
    en: "Central and Western",
    hant: "中西區",
    hans: "中西区",
    parts: ["central", "sheung wan", "sai ying pun", "kennedy town", "the peak"],
  },
  {
    n: 2,
    en: "Wan Chai",
    hant: "灣仔區",
    hans: "湾仔区",
    parts: ["wanchai", "causeway bay", "happy valley", "tai hang"],
  },
  {
    n: 3,
    en: "Eastern",
    hant: "東區",
    hans: "东区",
    parts: ["north point", "quarry bay", "sai wan ho", "shau kei wan", "chai wan", "tai koo"],
  },
  {
    n: 4,
    en: "Southern",
    hant: "南區",
    hans: "南区",
    parts: ["aberdeen", "ap lei chau", "stanley", "repulse bay", "pok fu lam", "wong chuk hang"],
  },
  {
    n: 5,
    en: "Yau Tsim Mong",
    hant: "油尖旺區",
    hans: "油尖旺区",
    parts: ["yau ma tei", "tsim sha tsui", "mong kok", "mongkok", "jordan", "tai kok tsui"],
  },
  {
    n: 6,
    en: "Sham Shui Po",
    hant: "深水埗區",
    hans: "深水埗区",
    parts: ["cheung sha wan", "lai chi kok", "mei foo", "shek kip mei"],
  },
  {
    n: 7,
    en: "Kowloon City",
    hant: "九龍城區",
    hans: "九龙城区",
    parts: ["hung hom", "to kwa wan", "ho man tin", "kowloon tong", "kai tak"],
  },
  {
    n: 8,
    en: "Wong Tai Sin",
    hant: "黃大仙區",
    hans: "黄大仙区",
    parts: ["diamond hill", "tsz wan shan", "san po kong", "lok fu"],
  },
  {
    n: 9,
    en: "Kwun Tong",
    hant: "觀塘區",
    hans: "观塘区",
    parts: ["kowloon bay", "ngau tau kok", "lam tin", "yau tong", "sau mau ping"],
  },
  { n: 10, en: "Kwai Tsing", hant: "葵青區", hans: "葵青区", parts: ["kwai chung", "kwai fong", "tsing yi"] },
  { n: 11, en: "Tsuen Wan", hant: "荃灣區", hans: "荃湾区", parts: ["sham tseng", "ma wan"] },
  { n: 12, en: "Tuen Mun", hant: "屯門區", hans: "屯门区", parts: ["so kwun wat"] },
  { n: 13, en: "Yuen Long", hant: "元朗區", hans: "元朗区", parts: ["tin shui wai", "kam tin", "lau fau shan"] },
  {
    n: 14,
    en: "North",
    hant: "北區",
    hans: "北区",
    parts: ["north district", "sheung shui", "fanling", "sha tau kok", "ta kwu ling"],
  },
  { n: 15, en: "Tai Po", hant: "大埔區", hans: "大埔区", parts: ["tai wo", "tai mei tuk"] },
  { n: 16, en: "Sha Tin", hant: "沙田區", hans: "沙田区", parts: ["shatin", "ma on shan", "fo tan", "tai wai"] },
  { n: 17, en: "Sai Kung", hant: "西貢區", hans: "西贡区", parts: ["tseung kwan o", "hang hau", "clear water bay"] },
  {
    n: 18,
    en: "Islands",
    hant: "離島區",
    hans: "离岛区",
    parts: ["tung chung", "mui wo", "tai o", "cheung chau", "peng chau", "lamma", "lantau"],
  },
]

/** The parts of a territory that addresses may name after the district. */
const REGIONS = new Set(["hong kong", "hong kong island", "kowloon", "new territories", "n.t.", "nt"])

/**
 * The district in which an address lies: the last of its parts that names one, "2 Pier Road, Sai Kung, New Territories". Null where none
 * does: a road that is named after another district must not decide, so parts are compared whole.
 */
export function districtOfAddress(address: { readonly en: string; readonly hant: string }): number | null {
  const parts = address.en.split(",").map((part) =>
    part
      .trim()
      .toLowerCase()
      .replace(/ district$/, ""),
  )
  const named = parts.filter((part) => part !== "" && !REGIONS.has(part)).at(-1)
  const found = districts.find(
    ({ en, parts: inside }) => named === en.toLowerCase() || inside.some((part) => part === named),
  )
  if (found) return found.n
  const inChinese = districts.filter(({ hant }) => hant.length > 2 && address.hant.includes(hant))
  return inChinese.length === 1 ? (inChinese[0]?.n ?? null) : null
}
