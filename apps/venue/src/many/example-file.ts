import { writeCsv } from "@homesafe/domain"
import type { Catalogue } from "@homesafe/protocol"
import { exampleTitles } from "./read-rows.ts"

/** A file to begin with: the titles and one row. */
export function exampleFile({ categories }: Catalogue): string {
  const category = categories.find(({ gate }) => gate === "rule")?.en ?? "1"
  const row = [
    "榮記麵家",
    "Wing Kee Noodle House",
    "",
    category,
    "",
    "深水埗福華街1號",
    "1 Fuk Wa Street, Sham Shui Po",
    "12345678",
    "Front door|正門; Staff door|職員入口*",
    "22.3305",
    "114.1601",
    "2123 4567",
  ]
  return writeCsv([exampleTitles, row])
}
