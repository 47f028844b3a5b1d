import {
  checkLaboratoryNumbers,
  decideWaitingCodes,
  getLabImport,
  giveUploadCode,
  importLabRows,
  listCaseCodes,
  listCodes,
  listWaitingCodes,
  showGrantedCode,
  withdrawCode as withdraw,
} from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import { sayNumber } from "../cases/find-cases.ts"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSteppedUp } from "../officers/sessions.ts"
import { decideCodes } from "./decide-codes.ts"
import { findCodes, findImport, findWaiting } from "./find-codes.ts"
import { giveCode, showCode } from "./give-code.ts"
import { faultOfRows, importRows } from "./import-rows.ts"
import { caseOfNumber, hasLaboratoryNumber, laboratoryHash } from "./laboratory-numbers.ts"
import { withdrawCode } from "./withdraw-code.ts"

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Upload codes: given, withdrawn, confirmed by another officer, and given for a laboratory's file. */
export function codeRoutes(handle: Handle, deps: AuthorityDeps): void {
  const isCase = async (id: string) =>
    UUID.test(id) && (await deps.db.selectFrom("cases").select("id").where("id", "=", id).executeTakeFirst())

  const ways = (["screen", "sms", "mail"] as const).filter((way) => way === "screen" || deps.codes[way] !== null)

  handle(giveUploadCode, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const id = params.id ?? ""
    return (await isCase(id)) ? giveCode(deps, id, who.officer.id, body) : refuse("not-found")
  })

  handle(showGrantedCode, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const id = params.id ?? ""
    return UUID.test(id) ? showCode(deps, id, who.officer.id) : refuse("not-found")
  })

  handle(withdraw, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const id = params.id ?? ""
    return (await isCase(id)) ? withdrawCode(deps, id, who.officer.id) : refuse("not-found")
  })

  handle(listCaseCodes, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const caseId = params.id ?? ""
    if (!(await isCase(caseId))) return refuse("not-found")
    const { codes } = await findCodes(deps, who.officer.id, { caseId })
    return done({ codes, ways, hasLaboratoryNumber: await hasLaboratoryNumber(deps.db, caseId) })
  })

  handle(listCodes, async ({ who, query }) => {
    if (!who) return refuse("not-signed-in")
    const typed = query.number?.trim() ?? ""
    const page = Math.floor(query.page ?? 0)
    if (typed === "") return done({ ...(await findCodes(deps, who.officer.id, { page })), ways })
    const [, digits] = /^(?:C-)?0*(\d{1,9})$/i.exec(typed) ?? []
    const asked = deps.db
      .selectFrom("cases")
      .select("id")
      .where("number", "=", Number(digits ?? 0))
    const caseId = (await asked.executeTakeFirst())?.id
    if (caseId === undefined) return done({ codes: [], total: 0, ways })
    return done({ ...(await findCodes(deps, who.officer.id, { page, caseId })), ways })
  })

  handle(listWaitingCodes, async ({ who }) => {
    if (!who) return refuse("not-signed-in")
    return done({ waiting: await findWaiting(deps, who.officer.id) })
  })

  handle(decideWaitingCodes, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const id = params.id ?? ""
    return UUID.test(id) ? decideCodes(deps, id, who.officer.id, body.granted) : refuse("not-found")
  })

  handle(checkLaboratoryNumbers, async ({ body }) => {
    const known: { number: string; caseNumber: string }[] = []
    for (const number of body.numbers) {
      const hash = laboratoryHash(deps, number)
      const found = hash && (await caseOfNumber(deps.db, hash))
      if (found) known.push({ number, caseNumber: sayNumber(found.number) })
    }
    return done({ known })
  })

  handle(importLabRows, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const id = params.id ?? ""
    if (!UUID.test(id)) return refuse("malformed", "id")
    const fault = faultOfRows(deps, body.rows)
    return fault ? refuse(fault) : done({ outcomes: await importRows(deps, id, who.officer.id, body.rows) })
  })

  handle(getLabImport, async ({ params }) => {
    const id = params.id ?? ""
    return done({ codes: UUID.test(id) ? await findImport(deps, id) : [] })
  })
}
