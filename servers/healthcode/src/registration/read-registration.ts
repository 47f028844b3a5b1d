import type { HealthProfile, ReplyOf, readHealthRegistration } from "@homesafe/api"
import { done, type Outcome, refuse } from "@homesafe/service"
import { withAccount } from "../accounts/account-keys.ts"
import { writeFirst } from "../audit/write-first.ts"
import type { HealthDeps } from "../deps.ts"
import { sniffPicture } from "./sniff-picture.ts"

type Shown = ReplyOf<typeof readHealthRegistration>

/** Shows a registration to the officer who took it. The log entry is durable before anything is opened; without it, nothing is. */
export async function readRegistration(deps: HealthDeps, id: string, officer: string): Promise<Outcome<Shown>> {
  const { db } = deps
  const claimed = await db
    .selectFrom("accounts")
    .select(["state", "claimed_by"])
    .where("id", "=", id)
    .executeTakeFirst()
  if (!claimed) return refuse("not-found")
  if (claimed.state !== "waiting" || claimed.claimed_by !== officer) return refuse("not-in-this-state")
  if (!(await writeFirst(deps, { officer, act: "read-registration", subject: id }))) return refuse("audit-unavailable")
  const shown = await withAccount(deps, id, async (tx, { row, open, openJson }): Promise<Shown | undefined> => {
    // It may have been decided or taken back between the two statements.
    if (row.state !== "waiting" || row.claimed_by !== officer || row.sealed === null) return undefined
    const rows = await tx.selectFrom("pictures").selectAll().where("account_id", "=", id).orderBy("kind").execute()
    const pictures = rows.flatMap(({ kind, sealed }) => {
      const bytes = open(`picture ${kind}`, sealed)
      const type = sniffPicture(bytes)
      return type ? [{ kind, type, data: bytes.toString("base64") }] : []
    })
    const same = await tx
      .selectFrom("accounts")
      .select(({ fn }) => fn.countAll<number>().as("n"))
      .where("document_tag", "=", row.document_tag)
      .where("id", "<>", id)
      .executeTakeFirstOrThrow()
    const typist = tx.selectFrom("officers").select("name").where("id", "=", row.typed_by)
    const typedBy = row.typed_by === null ? null : (await typist.executeTakeFirstOrThrow()).name
    return { profile: openJson<HealthProfile>("profile", row.sealed), pictures, sameDocument: same.n, typedBy }
  })
  return shown ? done(shown) : refuse("not-in-this-state")
}
