import { randomBytes } from "node:crypto"
import type { MadeCode } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { keptSeconds } from "@homesafe/domain"
import { authHashOf, deriveUploadSecrets, hexOf, makeUploadCode } from "@homesafe/protocol"
import { openAtRest, sealAtRest } from "@homesafe/service/seal-at-rest"
import { readCaseKey } from "../cases/case-keys.ts"
import type { AuthorityDeps } from "../deps.ts"
import { type Addressee, addressSubject, isUsed } from "./ask-for-code.ts"
import { endOpenCodes } from "./withdraw-code.ts"

/** Seconds for which a code can be used (Spec §6: 24 h, at most 72). */
const CODE_SECONDS = keptSeconds("code-messages")

/** A code on its way: the one text in which digits and address stand together, sealed at rest and destroyed with its row. */
export interface MessageContent extends Addressee {
  readonly digits: string
}

/** What a message's sealed content is bound to. */
export const messageSubject = (lookup: Uint8Array) => `code-message ${hexOf(new Uint8Array(lookup))}`

/**
 * Makes the code of a granted wish: once, whoever asks, for the wish is spent in the same transaction. For a screen the digits are told now
 * and kept nowhere. For a message they stand, sealed, in its row and nowhere else. Of the code itself only `inner` stays, sealed at rest.
 */
export async function makeCode(deps: AuthorityDeps, requestId: string): Promise<MadeCode | undefined> {
  const { db, dep, keys, clock } = deps
  const wish = await db
    .selectFrom("code_requests")
    .select(["case_id", "state"])
    .where("id", "=", requestId)
    .executeTakeFirst()
  if (wish?.state !== "granted") return undefined
  const digits = makeUploadCode((n) => randomBytes(n))
  const secrets = deriveUploadSecrets(digits.slice(0, 19), dep)
  const lookup = Buffer.from(secrets.lookup)
  const now = clock.now()
  const expires = now + CODE_SECONDS
  const caseId = wish.case_id
  const isMade = await db.transaction().execute(async (tx) => {
    // In the order in which askForCode locks: the case, then its wishes. Rows that refer to the case are not held up.
    await tx.selectFrom("cases").select("id").where("id", "=", caseId).forNoKeyUpdate().execute()
    const request = await tx
      .selectFrom("code_requests")
      .selectAll()
      .where("id", "=", requestId)
      .where("case_id", "=", caseId)
      .where("state", "=", "granted")
      .forUpdate()
      .executeTakeFirst()
    if (!request) return false // another copy of this server was faster, or the wish has ended
    // An upload came, or the case ended, while the wish waited to be made: what nobody agreed to is not given any more.
    const isOver = !(await readCaseKey(tx, keys, caseId))
    if (isOver || (request.reason === null && (await isUsed(tx, caseId)))) {
      await tx
        .updateTable("code_requests")
        .set({ state: "lapsed", sealed_to: null })
        .where("id", "=", requestId)
        .execute()
      return false
    }
    await endOpenCodes(tx, caseId, now, "replaced")
    await tx
      .insertInto("upload_codes")
      .values({
        lookup,
        case_id: caseId,
        sealed_inner: sealAtRest(keys.atRest, `inner ${caseId}`, secrets.inner),
        to_register: JSON.stringify({
          authHash: hexOf(authHashOf(secrets.auth)),
          reply: hexOf(secrets.reply),
          expires,
        }),
        given_at: now,
        expires,
        request_id: requestId,
      })
      .execute()
    if (request.sealed_to && request.way !== "screen") {
      const to = openAtRest(keys.atRest, addressSubject(requestId), request.sealed_to).toString()
      const content: MessageContent = { ...(JSON.parse(to) as Addressee), digits } // as: sealed by askForCode
      const sealed = sealAtRest(keys.atRest, messageSubject(lookup), Buffer.from(JSON.stringify(content)))
      await tx
        .insertInto("code_messages")
        .values({ lookup, request_id: requestId, way: request.way, sealed, next_at: now, expires })
        .execute()
    }
    const delivery = request.way === "screen" ? null : ("queued" as const)
    await tx
      .updateTable("code_requests")
      .set({ state: "made", sealed_to: null, delivery, next_at: delivery && now })
      .where("id", "=", requestId)
      .execute()
    const purpose = request.way === "screen" ? "on screen" : `by ${request.way}`
    await writeAudit(tx, { at: now, officer: request.officer_id, act: "give-upload-code", subject: caseId, purpose })
    return true
  })
  return isMade ? { digits, link: `${deps.publicOrigin}/u#${digits}`, expires } : undefined
}

/** Codes that are made before the public server is told of them: the first messages of a long file need not wait for its last row. */
const AT_A_TIME = 10

/** Makes the next codes of the wishes that go by message; those for a screen wait for their officer. False when none is left. */
export async function makeGrantedCodes(deps: AuthorityDeps): Promise<boolean> {
  const granted = await deps.db
    .selectFrom("code_requests")
    .select("id")
    .where("state", "=", "granted")
    .where("way", "<>", "screen")
    .orderBy("asked_at")
    .limit(AT_A_TIME)
    .execute()
  for (const { id } of granted) {
    await makeCode(deps, id)
    // The derivation holds the process for a tenth of a second: others are let in between two of them.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return granted.length === AT_A_TIME
}
