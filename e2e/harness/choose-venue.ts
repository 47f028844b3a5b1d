import fs from "node:fs"
import path from "node:path"
import { parse } from "csv-parse/sync"

/** A bilingual place for a journey. */
export interface Place {
  readonly en: string
  readonly hant: string
  readonly addressEn: string
  readonly addressHant: string
  readonly source: string
  /** Latitude and longitude, as an operator writes them. */
  readonly position?: string
}

const builtIn: readonly Place[] = [
  {
    en: "Wing Kee Market",
    hant: "榮記街市",
    addressEn: "1 Market Street",
    addressHant: "街市街1號",
    position: "22.2857, 114.1491",
    source: "built in",
  },
  {
    en: "Harbour Cooked Food Centre",
    hant: "海港熟食中心",
    addressEn: "2 Harbour Road",
    addressHant: "海港道2號",
    position: "22.2803, 114.1736",
    source: "built in",
  },
]

/** Two markets of Hong Kong's own list of facilities where it lies beside the repository, two built-in ones where not. */
export function choosePlaces(): readonly [Place, Place] {
  const file = path.resolve(import.meta.dirname, "../../../shared/data/hk-venues/fehd-facilities_2023-03-14.csv")
  const real = fs.existsSync(file) ? readMarkets(file) : []
  if (real.length < 2) console.log("  the public list of facilities is not here: the journey uses its built-in places")
  const [first, second] = real.length < 2 ? builtIn : real
  if (!first || !second) throw new Error("no places")
  return [first, second]
}

function readMarkets(file: string): Place[] {
  // as: the columns that the list is published with, each a string
  const rows = parse(fs.readFileSync(file), { columns: true, bom: true }) as Record<string, string>[]
  return rows
    .filter((row) => row.Type?.includes("MARKETS"))
    .map((row) => ({
      en: row["Facility Name"] ?? "",
      hant: row.設施名稱 ?? "",
      addressEn: row.Address ?? "",
      addressHant: row.地址 ?? "",
      source: "data.gov.hk",
      position: `${row.lat}, ${row.lng}`,
    }))
    .filter((p) => p.en !== "" && p.hant !== "" && p.en.length < 40)
    .sort((a, b) => a.en.localeCompare(b.en))
}
