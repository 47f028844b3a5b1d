import type { BodyOf, giveUploadCode, MadeCode, ReplyOf } from "@homesafe/api"
import { done, type Outcome, refuse } from "@homesafe/service"
import { readCaseKey } from "../cases/case-keys.ts"
import type { AuthorityDeps } from "../deps.ts"
import { type Addressee, askForCode } from "./ask-for-code.ts"
import { laboratoryHash, noteLaboratoryNumber } from "./laboratory-numbers.ts"
import { makeCode } from "./make-code.ts"
import { registerCodes } from "./tell-codes.ts"

type Wish = BodyOf<typeof giveUploadCode>
type Given = ReplyOf<typeof giveUploadCode>

/** Gives a case its code by the way that the officer chose, or notes that another officer must agree. */
export async function giveCode(
  deps: AuthorityDeps,
  caseId: string,
  officer: string,
  { id, to, laboratoryNumber }: Wish,
): Promise<Outcome<Given>> {
  if (to.way !== "screen" && !deps.codes[to.way]) return refuse("not-ready")
  const hash = laboratoryNumber === null ? null : laboratoryHash(deps, laboratoryNumber)
  if (hash === undefined) return refuse("malformed", "laboratoryNumber")
  const asked = await deps.db.transaction().execute(async (tx) => {
    const before = await tx.selectFrom("code_requests").select("reason").where("id", "=", id).executeTakeFirst()
    if (before) return "known" as const
    if (!(await readCaseKey(tx, deps.keys, caseId))) return "not-open" as const
    const upload = tx
      .selectFrom("uploads")
      .select("lookup")
      .where("case_id", "=", caseId)
      .where("state", "=", "waiting")
    if (await upload.executeTakeFirst()) return "not-open" as const
    if (hash && !(await noteLaboratoryNumber(tx, caseId, hash))) return "number-known" as const
    return askForCode(tx, deps, { id, batch: id, caseId, officer, way: to.way, to: addresseeOf(to) })
  })
  if (asked === "number-known") return refuse("laboratory-number-known")
  // Over, or with an upload that has still to be opened.
  if (asked === "not-open") return refuse("not-in-this-state")
  // The answer to the first asking was lost. Digits are told once: for those, the officer gives another code.
  if (asked === "known") return to.way === "screen" ? refuse("not-in-this-state") : repeated(deps, id)
  if (asked.state === "waiting" || to.way !== "screen")
    return done({ state: asked.state === "waiting" ? "waiting" : "given", reason: asked.reason, made: null })
  const made = await makeCode(deps, id)
  await registerCodes(deps)
  return made ? done({ state: "given", reason: null, made }) : refuse("not-in-this-state")
}

/** Shows a code that another officer agreed to, to the officer who asked for it. */
export async function showCode(deps: AuthorityDeps, id: string, officer: string): Promise<Outcome<MadeCode>> {
  const wish = await deps.db
    .selectFrom("code_requests")
    .select("state")
    .where("id", "=", id)
    .where("way", "=", "screen")
    .where("officer_id", "=", officer)
    .executeTakeFirst()
  if (!wish) return refuse("not-found")
  const made = await makeCode(deps, id)
  await registerCodes(deps)
  return made ? done(made) : refuse("not-in-this-state")
}

function addresseeOf(to: Wish["to"]): Addressee | null {
  if (to.way === "screen") return null
  return { to: to.way === "sms" ? to.number : to.address, language: to.language }
}

async function repeated({ db }: AuthorityDeps, id: string): Promise<Outcome<Given>> {
  const { state, reason } = await db
    .selectFrom("code_requests")
    .select(["state", "reason"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow()
  // as: written by askForCode, from the domain's own words
  return done({ state: state === "waiting" ? "waiting" : "given", reason: reason as Given["reason"], made: null })
}
