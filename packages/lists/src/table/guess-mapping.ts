import { FIELDS, type Field, type Mapping, type Question, type SourceTable } from "../shapes.ts"
import { tokenise } from "../time/tokenise.ts"
import { present } from "./missing.ts"
import { fieldsOfTitle } from "./name-fields.ts"
import { titleWords } from "./title-words.ts"

const repeatable: readonly Field[] = ["date"]
const timeFields: readonly Field[] = ["when", "start", "end", "date", "times", "startTime", "endTime", "endDate"]

/** Guesses what each column means, by its title and then by what its cells look like. `own` overrides what titles mean elsewhere. */
export function guessColumns(
  table: SourceTable,
  own: Readonly<Record<string, Field | undefined>>,
): Record<string, Field> {
  const columns: Record<string, Field> = {}
  const wanted = table.head.map((title) => {
    const words = titleWords(title.replace(/ \(\d+\)$/, ""))
    return {
      title,
      fields: words in own ? [own[words]].filter((field) => field !== undefined) : fieldsOfTitle(words),
      isOwn: words in own,
    }
  })
  // What a publisher's own title means stands before what a guess would take.
  for (const { title, fields, isOwn } of [
    ...wanted.filter((one) => one.isOwn),
    ...wanted.filter((one) => !one.isOwn),
  ]) {
    const field = fields.find((one) => (isOwn && repeatable.includes(one)) || !taken(columns, one))
    if (field !== undefined) columns[title] = field
  }
  preferSurer(table, wanted, columns)
  addChineseName(table, columns)
  return byCells(
    table,
    columns,
    wanted.filter((one) => one.isOwn).map((one) => one.title),
  )
}

const HAN = /\p{Script=Han}/u

/** Beside a name in Latin letters, a name under a Chinese title is the same name in Chinese. */
function addChineseName(table: SourceTable, columns: Record<string, Field>): void {
  const name = table.head.find((title) => columns[title] === "name")
  if (name === undefined || HAN.test(name) || taken(columns, "nameZh")) return
  const chinese = table.head.find(
    (title) =>
      columns[title] === undefined &&
      HAN.test(title) &&
      /名/.test(title) &&
      fieldsOfTitle(titleWords(title))[0] !== "id",
  )
  if (chinese !== undefined) columns[chinese] = "nameZh"
}

// Days and hours under these titles are about the list or the shop, and not about a visit.
const OTHER_TIMES = /updat|更新|creat|publish|公布|發布|added|birth|opening|business|開放|營業|modified/i

function taken(columns: Readonly<Record<string, Field>>, field: Field): boolean {
  return Object.values(columns).includes(field)
}

/** `Location` names the place where nothing else does, and the address beside a better name. */
function preferSurer(
  table: SourceTable,
  wanted: readonly { title: string; fields: readonly Field[] }[],
  columns: Record<string, Field>,
): void {
  if (taken(columns, "name")) return
  const rescue = [/\bname\b|名/, /location|venue|place|site|premises/, /^(location|place|address)s?$|地/]
  for (const pattern of rescue) {
    const found = wanted.find(
      ({ title }) => pattern.test(titleWords(title)) && ["address", "id", undefined].includes(columns[title]),
    )
    if (found && (columns[found.title] !== "id" || shareOfText(table, found.title) > 0.5)) {
      columns[found.title] = "name"
      return
    }
  }
}

function shareOfText(table: SourceTable, title: string): number {
  const cells = cellsOf(table, title)
  return cells.length === 0 ? 0 : cells.filter((cell) => /\p{L}{3}/u.test(cell)).length / cells.length
}

function cellsOf(table: SourceTable, title: string): string[] {
  const at = table.head.indexOf(title)
  return table.rows.slice(0, 200).flatMap((row) => present(row.cells[at]) ?? [])
}

/** What the cells say where the titles do not: moments, hours, positions, and the text that differs most from row to row. */
function byCells(table: SourceTable, columns: Record<string, Field>, fixed: readonly string[]): Record<string, Field> {
  const free = () => table.head.filter((title) => columns[title] === undefined && !fixed.includes(title))
  for (const title of table.head) {
    const field = columns[title]
    const look = lookOf(cellsOf(table, title))
    // A column called `Start` that holds hours alone is the hour at which it starts; `Time` may hold a whole sentence.
    if (field === "start" && look === "hour" && !taken(columns, "startTime")) columns[title] = "startTime"
    if (field === "end" && look === "hour" && !taken(columns, "endTime")) columns[title] = "endTime"
    if (field === "times" && look === "when" && !taken(columns, "when")) columns[title] = "when"
    if (field === "date" && look === "when" && !taken(columns, "when") && !taken(columns, "times"))
      columns[title] = "when"
    if (field === "tier" && look === "place") columns[title] = "kind"
  }
  guessTimes(table, columns, free)
  if (!taken(columns, "name")) {
    const best = free()
      .map((title) => ({ title, cells: cellsOf(table, title) }))
      .filter(
        ({ title, cells }) =>
          cells.length > 0 && shareOfText(table, title) > 0.7 && cells.every((cell) => cell.length < 160),
      )
      .map(({ title, cells }) => ({ title, variety: new Set(cells).size / cells.length }))
      .sort((one, other) => other.variety - one.variety)[0]
    if (best) columns[best.title] = "name"
  }
  return columns
}

const hourFields: readonly Field[] = ["when", "start", "end", "times", "startTime", "endTime"]
const choices: Readonly<Record<Look, readonly Field[]>> = {
  moment: ["start", "end"],
  day: ["date", "endDate"],
  hour: ["startTime", "endTime"],
  hours: ["times"],
  when: ["when"],
  place: [],
  text: [],
}

/** Finds the times of a table by its cells. A table with days alone is looked through for hours: a visit must not become a whole day. */
function guessTimes(table: SourceTable, columns: Record<string, Field>, free: () => string[]): void {
  const lacksAll = !timeFields.some((field) => taken(columns, field))
  const lacksHours = !hourFields.some((field) => taken(columns, field))
  if (!lacksHours) return
  for (const title of free().filter((one) => !OTHER_TIMES.test(titleWords(one)))) {
    const look = lookOf(cellsOf(table, title))
    if (!lacksAll && look !== "hour" && look !== "hours") continue
    const field = choices[look].find((one) => !taken(columns, one))
    if (field !== undefined) columns[title] = field
  }
}

type Look = "moment" | "day" | "hour" | "hours" | "when" | "place" | "text"

function lookOf(cells: readonly string[]): Look {
  const looks = new Map<Look, number>()
  for (const cell of cells.slice(0, 60)) looks.set(lookOfCell(cell), (looks.get(lookOfCell(cell)) ?? 0) + 1)
  const best = [...looks].sort((one, other) => other[1] - one[1])[0]
  return best && best[1] > 0.6 * Math.min(60, cells.length) ? best[0] : "text"
}

function lookOfCell(cell: string): Look {
  if (/^(place|flight|transit|bus|train|venue|restaurant|shop)s?$/i.test(cell)) return "place"
  const tokens = tokenise(cell)
  if (tokens.length === 0 || tokens.some((token) => token.is === "word")) return "text"
  const hours = tokens.filter(
    (token) => token.is === "clock" || token.is === "noon" || token.is === "midnight" || token.is === "all-day",
  ).length
  const hasDay = tokens.some((token) => token.is === "day")
  if (!hasDay && hours === 0) return "text"
  // A number alone may be anything.
  if (!hasDay && tokens.every((token) => token.is === "clock" && token.bare)) return "text"
  if (!hasDay) return hours === 1 && !tokens.some((token) => token.is === "all-day") ? "hour" : "hours"
  return hours === 0 ? "day" : hours === 1 && !tokens.some((token) => token.is === "all-day") ? "moment" : "when"
}

/** What a mapping leaves open so that no row could be read without a guess. */
export function questionsOf(mapping: Mapping, needsOrder: boolean, needsHours: boolean): Question[] {
  const fields = new Set(Object.values(mapping.columns))
  const questions: Question[] = []
  if (!fields.has("name") && !fields.has("nameZh")) questions.push("name-column")
  if (!timeFields.some((field) => fields.has(field))) questions.push("time-column")
  if (mapping.timeZone === undefined) questions.push("time-zone")
  if (needsOrder) questions.push("day-order")
  if (needsHours) questions.push("hours")
  return questions
}

/** Keeps of a saved mapping what is possible for a table: known fields, and titles that the table has. */
export function fitMapping(mapping: Mapping, table: SourceTable): Mapping {
  const titles = new Map(table.head.map((title) => [titleWords(title), title]))
  const columns: Record<string, Field> = {}
  for (const [title, field] of Object.entries(mapping.columns)) {
    const own = table.head.includes(title) ? title : titles.get(titleWords(title))
    if (own !== undefined && FIELDS.includes(field)) columns[own] = field
  }
  return { ...mapping, columns }
}
