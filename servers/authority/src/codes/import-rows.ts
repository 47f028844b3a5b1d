import { randomUUID } from "node:crypto"
import type { LabOutcome, LabRowToImport } from "@homesafe/api"
import { pathogenOf } from "@homesafe/domain"
import { sayNumber } from "../cases/find-cases.ts"
import { openCase } from "../cases/open-case.ts"
import type { AuthorityDeps } from "../deps.ts"
import { askForCode } from "./ask-for-code.ts"
import { caseOfNumber, laboratoryHash, noteLaboratoryNumber } from "./laboratory-numbers.ts"

/** The way of a row that this deployment does not have, or what of it cannot be read; nothing when the rows can be imported. */
export function faultOfRows(deps: AuthorityDeps, rows: readonly LabRowToImport[]): "malformed" | "not-ready" | null {
  for (const row of rows) {
    const isMail = row.to.includes("@")
    if (!laboratoryHash(deps, row.number) || !pathogenOf(row.pathogen) || isMail !== (row.way === "mail"))
      return "malformed"
    if (!deps.codes[row.way]) return "not-ready"
  }
  return null
}

/**
 * Opens a case for each row and asks for its code: each row in a transaction of its own, whole or not at all. What was done before an
 * interruption is found again by its laboratory number, however often the file is sent.
 */
export async function importRows(
  deps: AuthorityDeps,
  batch: string,
  officer: string,
  rows: readonly LabRowToImport[],
): Promise<LabOutcome[]> {
  const outcomes: LabOutcome[] = []
  for (const row of rows) outcomes.push(await importRow(deps, batch, officer, row))
  return outcomes
}

async function importRow(
  deps: AuthorityDeps,
  batch: string,
  officer: string,
  { line, number, pathogen, tested, onset, way, to, language }: LabRowToImport,
): Promise<LabOutcome> {
  const [hash, profile] = [laboratoryHash(deps, number), pathogenOf(pathogen)]
  if (!hash || !profile) throw new Error("faultOfRows was not asked")
  try {
    return await deps.db.transaction().execute(async (tx) => {
      const opened = await openCase(tx, deps, officer, { pathogen, onset, tested }, profile)
      const isFirst = await noteLaboratoryNumber(tx, opened.id, hash)
      if (!isFirst) throw new KnownNumber() // takes the case back
      const wish = { id: randomUUID(), batch, caseId: opened.id, officer, way, to: { to, language } }
      const { state } = await askForCode(tx, deps, wish)
      const outcome = state === "waiting" ? "waiting" : "opened"
      return { line, outcome, caseId: opened.id, caseNumber: sayNumber(opened.number) }
    })
  } catch (error) {
    if (!(error instanceof KnownNumber)) throw error
  }
  const known = await caseOfNumber(deps.db, hash)
  // Of another area: that there is a case is all that is told.
  return { line, outcome: "known", caseId: known?.id ?? null, caseNumber: known ? sayNumber(known.number) : null }
}

class KnownNumber extends Error {}
