import type { AuthorityTables } from "@homesafe/db/authority"
import { openAtRest } from "@homesafe/service/seal-at-rest"
import type { Selectable } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { type MessageContent, messageSubject } from "./make-code.ts"
import { writeMessage } from "./write-message.ts"

/** Seconds until the next try; the first is longer than any way takes, so that two copies never send one message at once. */
const FIRST_WAIT = 60
const LONGEST_WAIT = 3600

type Row = Selectable<AuthorityTables["code_messages"]>

/**
 * Hands over the messages that are due, each at least once: it is marked as tried before it is sent, and destroyed after. A server that dies
 * in between sends it again under the same name, which a mail program or a gateway shows once; its code is the same (docs/adr/0027).
 */
export async function sendMessages(deps: AuthorityDeps): Promise<{ sent: number; refused: number; late: number }> {
  const counts = { sent: 0, refused: 0, late: 0 }
  for (;;) {
    const message = await claim(deps)
    if (!message) break
    counts[await sendOne(deps, message)]++
  }
  if (counts.sent + counts.refused + counts.late > 0) deps.log.info(counts, "code-messages")
  return counts
}

/** The next message, its try noted. One whose code the public server does not know yet would come too early. */
async function claim({ db, clock }: AuthorityDeps): Promise<Row | undefined> {
  const now = clock.now()
  return db.transaction().execute(async (tx) => {
    const due = await tx
      .selectFrom("code_messages")
      .innerJoin("upload_codes", "upload_codes.lookup", "code_messages.lookup")
      .selectAll("code_messages")
      .where("next_at", "<=", now)
      .where("code_messages.expires", ">", now)
      .where("to_register", "is", null)
      .orderBy("next_at")
      .limit(1)
      .forUpdate("code_messages")
      .skipLocked()
      .executeTakeFirst()
    if (!due) return undefined
    const next = { tries: due.tries + 1, next_at: now + Math.min(FIRST_WAIT * 2 ** due.tries, LONGEST_WAIT) }
    await tx.updateTable("code_messages").set(next).where("id", "=", due.id).execute()
    await tx.updateTable("code_requests").set(next).where("id", "=", due.request_id).execute()
    return due
  })
}

async function sendOne(deps: AuthorityDeps, message: Row): Promise<"sent" | "refused" | "late"> {
  const { db, keys, codes } = deps
  const { id, lookup, request_id, way, expires } = message
  const text = openAtRest(keys.atRest, messageSubject(lookup), message.sealed).toString()
  const content = JSON.parse(text) as MessageContent // as: sealed by makeCode
  const send = codes[way]
  const written = writeMessage(deps, content, { way, expires })
  const outcome = send
    ? await send({ name: id.replaceAll("-", ""), to: content.to, ...written }).catch(() => "late" as const)
    : "late"
  if (outcome === "late") return outcome
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom("code_messages").where("id", "=", id).execute()
    const delivery = outcome === "sent" ? "delivered" : "failed"
    await tx.updateTable("code_requests").set({ delivery, next_at: null }).where("id", "=", request_id).execute()
  })
  return outcome
}
