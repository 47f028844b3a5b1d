import fs from "node:fs"
import { type ConsoleTranslate, codeWords, loadConsole, noteWords } from "@homesafe/i18n/console"
import { type ListReading, openFile, ownMapping, type RowOutcome, readList, recogniseFormat } from "@homesafe/lists"
import type { ListArguments } from "./read-arguments.ts"

const SHOWN = 5

/** Prints what became of a list's rows; answers whether the file was read. */
export async function printList(wanted: ListArguments, say: (line: string) => void): Promise<boolean> {
  if (!fs.existsSync(wanted.file)) throw new Error(`there is no file ${wanted.file}`)
  const t = await loadConsole(wanted.language)
  const file = new Uint8Array(fs.readFileSync(wanted.file))
  const mapping = mappingOf(file, wanted)
  const twin = wanted.twin === undefined ? undefined : new Uint8Array(fs.readFileSync(wanted.twin))
  const read = readList(file, {
    readAt: Math.floor(Date.now() / 1000),
    ...(mapping && { mapping }),
    ...(twin && { twin }),
  })
  if (!read.ok) {
    say(
      `${t("imports.refusedTitle")}: ${codeWords(t, "refusal", read.reason)} ${t("imports.offset", { offset: read.offset })}`,
    )
    return false
  }
  printHead(t, read.value, say)
  printRows(t, read.value.outcomes, wanted.all, say)
  return true
}

/** What the command line says about the columns, over what the file itself suggests. */
function mappingOf(file: Uint8Array, { columns, timeZone, dayOrder, hours }: ListArguments) {
  const isSaid =
    Object.keys(columns).length > 0 || timeZone !== undefined || dayOrder !== undefined || hours !== undefined
  const opened = openFile(file)
  if (!isSaid || !opened.ok) return undefined
  const own = ownMapping(opened.value, recogniseFormat(opened.value))
  const said = Object.values(columns)
  // A field that the command line gives to one column is taken from the one that was guessed.
  const guessed = Object.entries(own.columns).filter(([, field]) => !said.includes(field))
  return {
    ...own,
    columns: { ...Object.fromEntries(guessed), ...columns },
    ...(timeZone !== undefined && { timeZone }),
    ...(dayOrder !== undefined && { dayOrder }),
    ...(hours !== undefined && { hours }),
  }
}

function printHead(
  t: ConsoleTranslate,
  { format, table, mapping, questions, outcomes, dayOrderBy }: ListReading,
  say: (line: string) => void,
): void {
  const count = (state: RowOutcome["state"]) => outcomes.filter((row) => row.state === state).length
  const mark = table.delimiter === undefined ? "" : ` ${JSON.stringify(table.delimiter)}`
  say(
    `${t("imports.recognised", { format: t(`imports.format.${format}`) })} (${table.container}, ${table.encoding}${mark})`,
  )
  if (mapping.timeZone !== undefined) say(t("imports.zone", { zone: mapping.timeZone }))
  if (mapping.dayOrder !== undefined || dayOrderBy === "cells")
    say(
      `${t("imports.dayOrder")}: ${mapping.dayOrder ? t(`imports.dayOrder.${mapping.dayOrder}`) : t("imports.dayOrder.cells")}`,
    )
  say(`${t("imports.mapping")}:`)
  for (const title of table.head) say(`  ${title} → ${t(`imports.field.${mapping.columns[title] ?? "none"}`)}`)
  say(
    t("imports.counts", {
      accepted: count("accepted"),
      repaired: count("repaired"),
      quarantined: count("quarantined"),
    }),
  )
  say(t("imports.aside", { above: table.above.length, blank: table.blank }))
  if (table.about.otherSheets !== undefined) say(t("imports.otherSheets", { names: table.about.otherSheets }))
  for (const question of questions) say(`${t("imports.asked")}: ${t(`imports.question.${question}`)}`)
}

function printRows(
  t: ConsoleTranslate,
  outcomes: readonly RowOutcome[],
  all: boolean,
  say: (line: string) => void,
): void {
  for (const state of ["repaired", "quarantined"] as const) {
    const byCode = new Map<string, string[]>()
    for (const outcome of outcomes) {
      if (outcome.state !== state) continue
      const notes = outcome.state === "quarantined" ? outcome.why : outcome.how
      for (const note of notes) {
        const line = `${t("imports.row", { n: outcome.row.number })}: ${noteWords(t, state, note)}`
        const cells = outcome.row.cells
          .filter((cell) => cell.trim() !== "")
          .slice(0, 3)
          .join(" | ")
        byCode.set(note.code, [
          ...(byCode.get(note.code) ?? []),
          `${line.replace(/\s+/g, " ")}  ${cells.replace(/\s+/g, " ").slice(0, 90)}`,
        ])
      }
    }
    if (byCode.size > 0) say(`\n${t(`imports.outcome.${state}`)}`)
    for (const [code, lines] of [...byCode].sort((one, other) => other[1].length - one[1].length)) {
      say(`  ${lines.length} × ${codeWords(t, state === "quarantined" ? "why" : "how", code)}`)
      const shown = all && state === "quarantined" ? lines.length : state === "quarantined" ? SHOWN : 1
      for (const line of lines.slice(0, shown)) say(`      ${line}`)
    }
  }
}
