import { randomInt } from "node:crypto"
import type { HealthProfile, IssuedHealthCode } from "@homesafe/api"
import type { HealthTables } from "@homesafe/db/health"
import { MOST_CODE_MINUTES } from "@homesafe/protocol"
import { writeHealthCode } from "@homesafe/protocol/health"
import type { Kysely } from "kysely"
import { type HeldAccount, withAccount } from "../accounts/account-keys.ts"
import { milderDay } from "../colours/decide-colour.ts"
import type { HealthDeps } from "../deps.ts"
import { colourOf } from "../facts/declare.ts"
import { holderCheckOf } from "./holder-check.ts"

/** Signs a code of an accepted account. What was signed, when and how often is kept nowhere. */
export async function signCode(
  deps: HealthDeps,
  db: Kysely<HealthTables>,
  held: HeldAccount,
  { validMinutes, paper }: { readonly validMinutes: number; readonly paper: number | null },
): Promise<IssuedHealthCode | undefined> {
  if (held.row.state !== "accepted" || held.row.sealed === null) return undefined
  const { colour, reasons, rules, facts } = await colourOf(deps, db, held)
  const holder = holderCheckOf(held.openJson<HealthProfile>("profile", held.row.sealed))
  const issuedMinute = Math.floor(deps.clock.now() / 60)
  const code = { dep: deps.dep, colour, issuedMinute, validMinutes, holder, paper }
  return {
    text: writeHealthCode(code, deps.keys.signing),
    colour,
    issuedAt: issuedMinute * 60,
    until: (issuedMinute + validMinutes) * 60,
    holder,
    reasons: [...reasons],
    rules: rules?.seq ?? null,
    milderOn: milderDay(rules, facts),
  }
}

/** A code for a phone. */
export async function issueCode(deps: HealthDeps, account: string): Promise<IssuedHealthCode | undefined> {
  const only = { validMinutes: MOST_CODE_MINUTES, paper: null }
  return withAccount(deps, account, (tx, held) => signCode(deps, tx, held, only))
}

/** A number for a code on paper that says nothing of how many there are. */
export const newSerial = () => randomInt(1, 2 ** 32 - 1)
