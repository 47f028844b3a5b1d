import { serviceDayOf, type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import { feedAge } from "@homesafe/protocol/visitor"
import type { Keeper } from "../keeper/keeper.ts"
import { readKept, writeKept } from "../keeper/open-database.ts"
import type { CheckProblem, ListView } from "../keeper/views.ts"
import { takePolicy } from "../rules/take-policy.ts"
import { feedFetcher, forgetParts } from "./download-file.ts"
import { type FetchedList, fetchList } from "./fetch-list.ts"
import { forgetBatches, takeBatches } from "./match-batches.ts"
import { warnOpenVisits } from "./open-alerts.ts"

/** Fetches the list, verifies it and compares it with the diary. Every run begins with the head, whatever it may find (Spec §9). */
export async function checkList(keeper: Keeper, now: UnixSeconds): Promise<void> {
  const { db, trust, feed } = keeper
  const known = {
    dep: trust.dep,
    trust,
    feed,
    catalogueFile: await readKept(db, "catalogue"),
    policyFile: await readKept(db, "policy"),
    revokedFile: await readKept(db, "revoked"),
    issuersFile: await readKept(db, "issuers"),
    noticesFile: await readKept(db, "notices"),
  }
  const fetched = await fetchList(feedFetcher(db, now), known, now)
  await keeper.exclusive(async () => {
    const problem = fetched.ok ? await takeList(keeper, fetched.value) : fetched.problem
    const at = problem === "offline" ? keeper.check.at : now
    await warnOpenVisits(keeper, now)
    keeper.check = { at, problem }
    await writeKept(db, "check", keeper.check)
    if (problem !== "offline") await forgetParts(db)
    const { seq, t } = keeper.feed ?? { seq: 0, t: 0 }
    await db.add("checks", { at: now, seq, t, problem, lists: fetched.ok ? fetched.value.batches.length : 0 })
  })
  keeper.changed()
}

async function takeList(keeper: Keeper, list: FetchedList): Promise<CheckProblem | null> {
  const { db } = keeper
  if (list.trust) {
    keeper.trust = list.trust.list
    await writeKept(db, "trust", list.trust.file)
  }
  if (list.catalogue) {
    keeper.catalogue = list.catalogue.catalogue
    await writeKept(db, "catalogue", list.catalogue.file)
  }
  if (list.policy) await takePolicy(keeper, list.policy)
  if (list.revoked) {
    keeper.revoked = list.revoked.revoked
    await writeKept(db, "revoked", list.revoked.file)
  }
  if (list.issuers) await writeKept(db, "issuers", list.issuers)
  if (list.noticesFile) await writeKept(db, "notices", list.noticesFile)
  keeper.hold = list.hold
  await writeKept(db, "hold", list.hold)
  const isSound = await takeBatches(keeper, list.batches)
  await forgetBatches(keeper, list)
  // A list without its canary counts as not compared, and so does one whose days the phone's clock hides: the next run takes it again.
  const isCompared = isSound && !hidesDaysOf(keeper, list)
  keeper.feed = isCompared ? list.feed : { ...list.feed, done: keeper.feed?.done ?? 0 }
  await writeKept(db, "feed", keeper.feed)
  return isSound ? null : "canary-missing"
}

/** Says whether days of this list's window are hidden, because only the phone's clock calls them old: they may come back. */
function hidesDaysOf({ hiddenDays, today, trust }: Keeper, { feed }: FetchedList): boolean {
  return hiddenDays > 0 && serviceDayOf(feed.t, trust.offset) < today
}

/** What can be said of the list now: "no match" only when it was accepted, compared and is not old. */
export function viewOfList(keeper: Keeper, now: UnixSeconds): ListView {
  const { feed, check } = keeper
  const isBroken =
    check.problem === "canary-missing" || check.problem === "not-accepted" || check.problem === "file-missing"
  return {
    state: isBroken ? "broken" : feedAge(feed, now),
    seq: feed?.seq ?? 0,
    t: feed?.t ?? 0,
    exp: feed?.exp ?? 0,
    checkedAt: check.at,
    problem: check.problem,
  }
}

const RETRY_SECONDS = 300

/** Says whether it is time to ask again: once in every publication interval, and after a failure every five minutes. */
export function isCheckDue(
  keeper: Pick<Keeper, "check" | "feed"> & { readonly every: number },
  now: UnixSeconds,
  lastTry: number,
): boolean {
  const { check, feed, every } = keeper
  if (feed === null || check.problem !== null) return now - lastTry >= Math.min(RETRY_SECONDS, every)
  return now >= unixSeconds(check.at + every) || now < check.at
}
