import type { BodyOf, followMailedLink } from "@homesafe/api"
import type { PublicTables } from "@homesafe/db/public"
import type { Kysely } from "kysely"
import type { PublicDeps } from "../deps.ts"
import { undoHandOver } from "../people/hand-over.ts"
import { confirmMail, undoMail } from "./change-mail.ts"
import { dropMailedLinks, readMailedLink } from "./mailed-links.ts"
import { answerRecovery, openRecovery } from "./recoveries.ts"

/** Does what a mailed link is for. */
export async function followLink(
  deps: PublicDeps,
  { kind, token, agree }: BodyOf<typeof followMailedLink>,
): Promise<"malformed" | "link-expired" | "address-taken" | null> {
  return deps.db.transaction().execute(async (tx) => {
    const subject = await readMailedLink(tx, deps, kind, token)
    if (subject === undefined) return "link-expired"
    if (kind === "confirm-mail") return confirmMail(tx, deps, subject)
    if (kind === "answer-recovery") {
      if (agree === undefined) return "malformed"
      return (await answerRecovery(tx, deps, subject, agree)) ? null : "link-expired"
    }
    await dropMailedLinks(tx, kind, subject)
    return (await doOnce[kind](tx, deps, subject)) ? null : "link-expired"
  })
}

type Once = (tx: Kysely<PublicTables>, deps: PublicDeps, subject: string) => Promise<boolean>
const doOnce: Record<"confirm-recovery" | "undo-mail" | "undo-hand-over", Once> = {
  "confirm-recovery": openRecovery,
  "undo-mail": undoMail,
  "undo-hand-over": undoHandOver,
}
