import { readUploadCode, type ServiceDay, type UnixSeconds } from "@homesafe/protocol"
import { buildUpload, uploadEntries } from "@homesafe/protocol/visitor"
import type { Keeper } from "../keeper/keeper.ts"
import { entriesOfMoved } from "../transfer/moved-capsule.ts"
import { findVisit } from "../visit/find-visits.ts"
import type { UploadOutcome } from "./answer-upload.ts"
import { putIntoOutbox, sendWaiting, waitingUpload } from "./outbox.ts"

/** Seals the chosen visits with the code, puts them into the outbox, and sends them. What waits already goes first: it may have arrived. */
export async function sendUpload(
  keeper: Keeper,
  wanted: { readonly typed: string; readonly ids: readonly string[]; readonly now: UnixSeconds },
): Promise<UploadOutcome> {
  const before = waitingUpload(keeper)
  if (before) return sendWaiting(keeper, before, wanted.now)
  const code = readUploadCode(wanted.typed)
  if (!code.ok) return code
  const chosen = capsulesOf(keeper, wanted.ids)
  const { trust, today, store } = keeper
  const entries = [...uploadEntries(store, today, chosen), ...entriesOfMoved(keeper, wanted.ids)]
  if (entries.length === 0) return { ok: false, problem: "nothing-chosen" }
  const parts = await buildUpload({ code19: code.value, dep: trust.dep, entries, trust, today })
  const visits = wanted.ids.length
  const waiting = await putIntoOutbox(keeper, parts, { isDecoy: false, visits, now: wanted.now })
  return waiting ? sendWaiting(keeper, waiting, wanted.now) : { ok: false, problem: "no-room" }
}

function capsulesOf(keeper: Keeper, ids: readonly string[]): ReadonlyMap<ServiceDay, readonly number[]> {
  const chosen = new Map<ServiceDay, number[]>()
  for (const id of ids) {
    const found = findVisit(keeper, id)
    const capsule = found?.visit.kept?.capsule
    if (!found || capsule === null || capsule === undefined) continue
    chosen.set(found.day, [...(chosen.get(found.day) ?? []), capsule])
  }
  return chosen
}
