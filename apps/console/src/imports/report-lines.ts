import type { ImportedRow } from "@homesafe/api"
import { CSV_MARK, writeCsvLine } from "@homesafe/domain"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { noteWords } from "@homesafe/i18n/console"

/** The report as a table (RFC 4180) whose mark tells that it is UTF-8: the outcome of each row before its cells as published. No cell is taken for a formula. */
export function reportLines(
  t: ConsoleTranslate,
  head: readonly string[],
  rows: readonly ImportedRow[],
  moment: (at: number) => string,
): string[] {
  const titles = [
    t("imports.reportRow"),
    t("imports.previewOutcome"),
    t("imports.reportNotes"),
    t("imports.reportDecision"),
    ...head,
  ]
  return [CSV_MARK, writeCsvLine(titles), ...rows.map((row) => writeCsvLine(cellsOf(t, row, moment)))]
}

function cellsOf(
  t: ConsoleTranslate,
  { number, state, notes, handled, cells }: ImportedRow,
  moment: (at: number) => string,
): string[] {
  const decision = handled
    ? t(`imports.handled.${handled.how}`, {
        officer: handled.officer,
        reason: handled.reason,
        time: moment(handled.at),
      })
    : ""
  const how = notes.map((note) => noteWords(t, state, note)).join(" ")
  return [String(number), t(`imports.outcome.${state}`), how, decision, ...cells]
}
