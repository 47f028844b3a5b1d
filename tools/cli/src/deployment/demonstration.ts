import { randomBytes } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import type { Deployment, Names } from "@homesafe/api"

/** Seconds between two lists in a demonstration; a real deployment publishes four times a day. */
export const DEMONSTRATION_EVERY = 60

/** What stays the same between two starts of a demonstration. */
export interface Demonstration {
  readonly dep: string
  readonly authority: Names
  readonly hotline: string
  readonly timeZone: string
  /** Seconds; a Hong Kong service day begins at 04:00 (Spec §2). */
  readonly offset: number
  readonly linkToken: string
  readonly passwords: { readonly public: string; readonly authority: string; readonly health?: string }
  /** Every host that a poster may carry: the ports of all starts so far. */
  readonly hosts: readonly string[]
}

/** Where a demonstration's warnings send people: invented places of care. */
export const demonstrationCare: NonNullable<Deployment["care"]> = [
  {
    names: { en: "Demonstration Clinic", hant: "示範診所", hans: "示范诊所" },
    address: { en: "1 Example Road, ground floor", hant: "示例道1號地下", hans: "示例道1号地下" },
    telephone: "2000 1235",
  },
  {
    names: { en: "Demonstration Vaccination Centre", hant: "示範疫苗接種中心", hans: "示范疫苗接种中心" },
    address: { en: "2 Example Road, 3rd floor", hant: "示例道2號3樓", hans: "示例道2号3楼" },
    telephone: "2000 1236",
  },
]

/** Reads a demonstration's facts, making them at the first start. */
export function readOrMakeDemonstration(home: string): Demonstration {
  const file = path.join(home, "demonstration.json")
  if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, "utf8")) as Demonstration // as: written below
  const made: Demonstration = {
    dep: randomBytes(8).toString("hex"),
    authority: { en: "Demonstration Health Authority", hant: "示範衞生當局", hans: "示范卫生当局" },
    hotline: "2000 1234",
    timeZone: "Asia/Hong_Kong",
    offset: 14_400,
    linkToken: randomBytes(32).toString("hex"),
    passwords: { public: randomBytes(16).toString("hex"), authority: randomBytes(16).toString("hex") },
    hosts: [],
  }
  keepDemonstration(home, made)
  return made
}

/** Keeps the facts. */
export function keepDemonstration(home: string, facts: Demonstration): void {
  fs.mkdirSync(home, { recursive: true })
  const beside = path.join(home, "demonstration.json.new")
  fs.writeFileSync(beside, JSON.stringify(facts, null, 2), { mode: 0o600 })
  fs.renameSync(beside, path.join(home, "demonstration.json"))
}
