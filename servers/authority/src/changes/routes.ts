import * as api from "@homesafe/api"
import { serviceDayOf } from "@homesafe/protocol"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSteppedUp, type Session } from "../officers/sessions.ts"
import { nextListTime } from "../publishing/next-list.ts"
import { newestList } from "../publishing/signed-lists.ts"
import { deliverVerdicts } from "../venues/collect-applications.ts"
import { approveChange, endChange } from "./approve.ts"
import { changeKeys } from "./change-keys.ts"
import { fileInForce, type OfficersFile } from "./files-in-force.ts"
import { findChanges } from "./find-changes.ts"
import { proposeIssuersFile, proposeToRevoke, proposeToRule } from "./propose.ts"

/** Changes of public files: proposed by one officer, approved by another, carried by the next list. */
export function changeRoutes(handle: Handle, deps: AuthorityDeps): void {
  const { db, clock, offset } = deps
  const base = async (file: OfficersFile) => {
    const { seq, content } = await fileInForce(db, file)
    return { seq, file: Buffer.from(content).toString("base64url") }
  }

  handle(api.listFileChanges, async () => {
    if (!(await newestList(db, "policy"))) return refuse("not-ready")
    return done({
      changes: await findChanges(deps),
      nextList: await nextListTime(deps),
      today: serviceDayOf(clock.now(), offset),
      revoked: await base("revoked"),
      policy: await base("policy"),
      keys: await changeKeys(db),
    })
  })

  handle(api.getFileChange, async ({ params }) => {
    const id = params.id ?? ""
    const [change] = await findChanges(deps, id)
    const row = await db.selectFrom("file_changes").select(["content"]).where("id", "=", id).executeTakeFirst()
    if (!change || !row) return refuse("not-found")
    const before = await fileInForce(db, change.file, change.seq)
    return done({
      change,
      before: { file: Buffer.from(before.content).toString("base64url") },
      after: { file: row.content.toString("base64url") },
      nextList: await nextListTime(deps),
      keys: await changeKeys(db),
    })
  })

  handle(api.proposeRevocation, async ({ who, body }) =>
    signed(deps, who, (officer) => proposeToRevoke(deps, officer, body)),
  )
  handle(api.proposeRule, async ({ who, body }) => signed(deps, who, (officer) => proposeToRule(deps, officer, body)))

  handle(api.getIssuersFile, async () => done(await base("issuers")))
  handle(api.proposeIssuers, async ({ who, body }) =>
    signed(deps, who, (officer) => proposeIssuersFile(deps, officer, body)),
  )

  handle(api.approveFileChange, async ({ who, params, body }) => {
    const id = params.id ?? ""
    const approved = await signed(deps, who, async (officer) => {
      const outcome = await approveChange(deps, officer, id, body)
      return outcome.ok ? done(id) : outcome
    })
    if (approved.ok) await deliverVerdicts(deps)
    return approved
  })

  for (const [contract, how] of [
    [api.refuseFileChange, "refused"],
    [api.withdrawFileChange, "withdrawn"],
  ] as const) {
    handle(contract, async ({ who, params }) => {
      if (!who) return refuse("not-signed-in")
      const id = params.id ?? ""
      const ended = await endChange(deps, who.officer.id, id, how)
      return ended.ok ? answer(deps, id) : ended
    })
  }
}

/** What is signed needs a passkey just now. */
async function signed(
  deps: AuthorityDeps,
  who: Session | null,
  act: (officer: string) => Promise<Outcome<string>>,
): Promise<Outcome<api.FileChangeRecord>> {
  if (!who) return refuse("not-signed-in")
  if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
  const outcome = await act(who.officer.id)
  return outcome.ok ? answer(deps, outcome.value) : outcome
}

async function answer(deps: AuthorityDeps, id: string): Promise<Outcome<api.FileChangeRecord>> {
  const [change] = await findChanges(deps, id)
  if (!change) throw new Error("the change was not kept")
  return done(change)
}
