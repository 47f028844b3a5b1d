import { call, getConsoleDeployment, getOpenerStatus, getSituation, getToday, listPublications } from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import { callsDue } from "../calls/find-calls.ts"
import { tellCanaries } from "../canaries/ask-canaries.ts"
import { countWaiting } from "../codes/find-codes.ts"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { findMachineRecoveries } from "../officers/recover-by-machine.ts"
import { newestPublished } from "../publishing/newest-published.ts"
import { nextListTime } from "../publishing/next-list.ts"
import { jsonOf, newestList } from "../publishing/signed-lists.ts"
import type { ServerState } from "../server-state.ts"
import { waitsForReview } from "../venues/find-venues.ts"
import { describeSituation } from "./describe-situation.ts"

/** What is late and what waits: counts, never a visit. */
export function todayRoutes(handle: Handle, deps: AuthorityDeps, state: ServerState): void {
  handle(getConsoleDeployment, async () => {
    const [catalogue, trust] = [await newestList(deps.db, "catalogue"), await newestList(deps.db, "trust")]
    if (!catalogue || !trust) return refuse("not-ready")
    const { dep, authority, hotline, timeZone, offset, demonstration, drill, publicOrigin } = deps
    return done({
      dep,
      authority,
      hotline,
      timeZone,
      offset,
      demonstration,
      drill,
      publicOrigin,
      hasOidc: deps.oidc !== null,
      catalogue: jsonOf(catalogue.envelope),
      trust: jsonOf(trust.envelope),
    })
  })

  handle(getToday, async ({ who }) => {
    const { db } = deps
    const count = async (query: { executeTakeFirstOrThrow(): Promise<{ n: number | string }> }) =>
      Number((await query.executeTakeFirstOrThrow()).n)
    const decisions = (state: "proposed" | "published") =>
      db
        .selectFrom("decisions")
        .where("state", "=", state)
        .select((e) => e.fn.countAll<number>().as("n"))
    const changes = db
      .selectFrom("file_changes")
      .where("state", "=", "proposed")
      .select((e) => e.fn.countAll<number>().as("n"))
    const venues = db
      .selectFrom("venues")
      .where(waitsForReview)
      .select((e) => e.fn.countAll<number>().as("n"))
    const inspections = db
      .selectFrom("inspections")
      .where("finding", "is", null)
      .select((e) => e.fn.countAll<number>().as("n"))
    const accounts = db
      .selectFrom("account_requests")
      .where("state", "=", "waiting")
      .select((e) => e.fn.countAll<number>().as("n"))
    const uploads = db
      .selectFrom("uploads")
      .where("state", "=", "waiting")
      .select((e) => e.fn.countAll<number>().as("n"))
    const objections = db
      .selectFrom("venue_notices")
      .where("objection", "is not", null)
      .where("answer", "is", null)
      .select((e) => e.fn.countAll<number>().as("n"))
    const cases = db
      .selectFrom("cases")
      .where("merged_into", "is", null)
      .select((e) => e.fn.countAll<number>().as("n"))
    const last = await newestPublished(deps)
    const opener = await call(getOpenerStatus, deps.opener)
    const codes = await countWaiting(deps)
    return done({
      now: deps.clock.now(),
      nextList: await nextListTime(deps),
      lastList: last ?? null,
      publishingProblem: state.problem,
      canaries: await tellCanaries(deps, state),
      auditFaults: state.auditFaults ?? 0,
      recoveredByMachine: await findMachineRecoveries(db, deps.clock.now()),
      openerSealed: !opener.ok || opener.value.sealed,
      venuesWaiting: await count(venues),
      inspectionsOpen: await count(inspections),
      accountRequestsWaiting: await count(accounts),
      uploadsWaiting: await count(uploads),
      casesOpen: await count(cases),
      decisionsToApprove: await count(decisions("proposed")),
      changesToApprove: await count(changes),
      decisionsPublished: await count(decisions("published")),
      objectionsOpen: await count(objections),
      codesWaiting: codes.waiting,
      codesBeyondLimit: codes.beyondLimit,
      callsDue: who ? await callsDue(deps, who.officer.id) : 0,
    })
  })

  handle(getSituation, async ({ query }) => done(await describeSituation(deps, Math.floor(query.days))))

  handle(listPublications, async () => {
    const rows = await deps.db
      .selectFrom("batches")
      .select(["seq", "made_at", "rows", "state"])
      .orderBy("seq", "desc")
      .limit(50)
      .execute()
    return done({
      publications: rows.map((r) => ({ seq: r.seq, at: r.made_at, rows: r.rows, state: r.state })),
      nextList: await nextListTime(deps),
      problem: state.problem,
    })
  })
}
