import { type Bytes, bytesOfBase64url, type Hex } from "@homesafe/protocol"
import type { UploadEntry } from "@homesafe/protocol/visitor"
import type { Keeper } from "../keeper/keeper.ts"
import { findVisit } from "../visit/find-visits.ts"

/** A sealed copy that came from another phone to a day which had a bind of its own: it opens with this one alone (ADR 0040). */
export interface MovedCapsule {
  /** 16 bytes and 273, base64url. */
  readonly bind: string
  readonly uploadKeyId: Hex
  readonly capsule: string
}

/** What an upload says of the chosen visits whose sealed copies came from another phone: an entry for each bind of a day. Spec §16. */
export function entriesOfMoved(keeper: Pick<Keeper, "pages">, ids: readonly string[]): readonly UploadEntry[] {
  const entries = new Map<string, UploadEntry>()
  for (const id of ids) {
    const found = findVisit(keeper, id)
    const moved = found?.visit.moved
    const [bind, capsule] = moved ? [bytesOfBase64url(moved.bind), bytesOfBase64url(moved.capsule)] : []
    if (!found || !moved || !bind || !capsule) continue
    const name = `${found.day} ${moved.bind} ${moved.uploadKeyId}`
    const capsules: readonly Bytes[] = [...(entries.get(name)?.capsules ?? []), capsule]
    entries.set(name, { day: found.day, bind, uploadKeyId: moved.uploadKeyId, capsules })
  }
  return [...entries.values()]
}
