import path from "node:path"
import { FIELDS, type Field } from "@homesafe/lists"

/** How a list is to be read, as the command line says it. */
export interface ListArguments {
  readonly file: string
  readonly twin?: string
  readonly timeZone?: string
  readonly dayOrder?: "day-first" | "month-first"
  readonly hours?: "24"
  readonly columns: Readonly<Record<string, Field>>
  readonly language: "en" | "zh-Hant" | "zh-Hans"
  /** Every row that waits, and not the first of each reason alone. */
  readonly all: boolean
}

export const listUsage = `usage: homesafe read-list FILE [options]

  Reads an exposure list and prints what became of its rows. Nothing is stored and nothing is sent.

  --twin FILE            the same list in the other language, joined row by row
  --zone ZONE            the time zone of a table that is not known here, such as Europe/Dublin
  --column "TITLE=FIELD" what a column means; may stand several times. Fields: ${FIELDS.join(", ")}
  --day-first            order of day and month, where the dates do not show it
  --month-first
  --24-hours             hours without am or pm mean the 24-hour clock
  --language LANGUAGE    en, zh-Hant or zh-Hans
  --all                  every row that waits, and not the first of each reason alone`

const languages = ["en", "zh-Hant", "zh-Hans"] as const

/** Reads the command line; nothing when it cannot be meant so. */
export function readListArguments(args: readonly string[]): ListArguments | undefined {
  const [, file, ...rest] = args
  if (file === undefined || file.startsWith("--")) return undefined
  const columns: Record<string, Field> = {}
  let wanted: ListArguments = { file: fromHere(file), columns, language: "en", all: false }
  for (let at = 0; at < rest.length; at += 1) {
    const option = rest[at]
    if (option === "--all") wanted = { ...wanted, all: true }
    else if (option === "--day-first" || option === "--month-first")
      wanted = { ...wanted, dayOrder: option === "--day-first" ? "day-first" : "month-first" }
    else if (option === "--24-hours") wanted = { ...wanted, hours: "24" }
    else {
      const value = rest[at + 1]
      at += 1
      if (value === undefined) return undefined
      const next = withValue(wanted, columns, option, value)
      if (!next) return undefined
      wanted = next
    }
  }
  return wanted
}

function withValue(
  wanted: ListArguments,
  columns: Record<string, Field>,
  option: string | undefined,
  value: string,
): ListArguments | undefined {
  if (option === "--twin") return { ...wanted, twin: fromHere(value) }
  if (option === "--zone") return { ...wanted, timeZone: value }
  if (option === "--language") {
    const language = languages.find((one) => one === value)
    return language && { ...wanted, language }
  }
  if (option !== "--column") return undefined
  const cut = value.lastIndexOf("=")
  const field = FIELDS.find((one) => one === value.slice(cut + 1))
  if (cut < 1 || field === undefined) return undefined
  columns[value.slice(0, cut)] = field
  return wanted
}

/** Paths count from the folder the person is in, under npm too. */
function fromHere(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), file)
}
