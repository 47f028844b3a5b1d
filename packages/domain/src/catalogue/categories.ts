import type { Catalogue } from "@homesafe/protocol"

/** A kind of premises; `stay` is the usual stay in minutes, `gate` says whether anyone may be asked to scan (S18, S19, S33). */
export type Category = Catalogue["categories"][number]

// Minutes from 04:00 at which the last of a kind closes in Hong Kong. Where some are open all night, or nobody can say, nothing stands.
const [NINE, TEN, ELEVEN] = [1020, 1080, 1140]

/** The seeded categories: government premises of S19, public facilities and the private trades of S11 and S21. */
export const categories: readonly Category[] = [
  { n: 1, en: "Market", hant: "街市", hans: "街市", gate: "rule", stay: 45 },
  { n: 2, en: "Cooked food market", hant: "熟食市場", hans: "熟食市场", gate: "rule", stay: 60 },
  { n: 3, en: "Hawker bazaar", hant: "小販市場", hans: "小贩市场", gate: "rule", stay: 45 },
  { n: 4, en: "Restaurant", hant: "食肆", hans: "食肆", gate: "rule", stay: 90 },
  { n: 5, en: "Shop", hant: "商店", hans: "商店", gate: "open", stay: 60 },
  { n: 6, en: "Library", hant: "圖書館", hans: "图书馆", gate: "rule", stay: 120, closes: NINE },
  { n: 7, en: "Museum", hant: "博物館", hans: "博物馆", gate: "rule", stay: 120, closes: NINE },
  { n: 8, en: "Sports premises", hant: "體育場地", hans: "体育场地", gate: "rule", stay: 120, closes: ELEVEN },
  { n: 9, en: "Public swimming pool", hant: "公眾游泳池", hans: "公众游泳池", gate: "rule", stay: 120, closes: TEN },
  { n: 10, en: "Performance venue or cinema", hant: "表演場地或戲院", hans: "表演场地或戏院", gate: "rule", stay: 180 },
  { n: 11, en: "Clinic or health centre", hant: "診所或健康中心", hans: "诊所或健康中心", gate: "open", stay: 90 },
  { n: 12, en: "Hospital ward", hant: "醫院病房", hans: "医院病房", gate: "open", stay: 120 },
  { n: 13, en: "Emergency department", hant: "急症室", hans: "急诊室", gate: "never", stay: 240 },
  { n: 14, en: "Shelter", hant: "庇護中心", hans: "庇护中心", gate: "never", stay: 720 },
  { n: 15, en: "Public toilet", hant: "公廁", hans: "公厕", gate: "never", stay: 15 },
  { n: 16, en: "Post office", hant: "郵政局", hans: "邮政局", gate: "rule", stay: 30 },
  { n: 17, en: "Government office", hant: "政府辦事處", hans: "政府办事处", gate: "rule", stay: 60 },
  { n: 18, en: "Court", hant: "法院", hans: "法院", gate: "rule", stay: 180 },
  { n: 19, en: "School", hant: "學校", hans: "学校", gate: "rule", stay: 480 },
  { n: 20, en: "Place of worship", hant: "宗教場所", hans: "宗教场所", gate: "open", stay: 90 },
  { n: 21, en: "Hotel", hant: "酒店", hans: "酒店", gate: "open", stay: 720 },
  { n: 22, en: "Care home", hant: "院舍", hans: "院舍", gate: "rule", stay: 90 },
  { n: 23, en: "Refuse collection point", hant: "垃圾收集站", hans: "垃圾收集站", gate: "never", stay: 10 },
  {
    n: 24,
    en: "Crematorium, columbarium or cemetery",
    hant: "火葬場、骨灰安置所或墳場",
    hans: "火葬场、骨灰安置所或坟场",
    gate: "open",
    stay: 90,
  },
  { n: 25, en: "Bathhouse", hant: "公共浴室", hans: "公共浴室", gate: "open", stay: 30 },
  { n: 26, en: "Other premises", hant: "其他處所", hans: "其他处所", gate: "open", stay: 90 },
  { n: 27, en: "Shopping mall or complex", hant: "商場或綜合大樓", hans: "商场或综合大楼", gate: "open", stay: 120 },
]

/** The category with this number, or nothing. */
export function categoryOf(n: number): Category | undefined {
  return categories.find((c) => c.n === n)
}
