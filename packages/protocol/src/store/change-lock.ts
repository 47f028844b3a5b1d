import { concatBytes, copyBytes } from "../shared/bytes.ts"
import { readBeside, stageBeside, tidyBeside } from "./beside-file.ts"
import { type Lock, makeHeader, oldKeyOf, REKEY_OFFSET, sealOldKey } from "./lock.ts"
import {
  DAY_BLOCKS,
  finishInterruptedWrite,
  HEADER_BYTES,
  readBlock,
  type Store,
  type StoreFile,
  writeDay,
  writeSynced,
} from "./store-file.ts"

/** Gives the store another lock: a new key, and every block written again. The header is one page, written in one piece; a crash
 * afterwards is made good at the next start, because the old key waits in the header until the last block is done. What lies beside the
 * diary stands under both keys while the header is replaced (ADR 0009). Spec §5. */
export function changeLock(store: Store, lock: Lock, besideFile: StoreFile): Store {
  const key = copyBytes(store.random(32))
  const beside = { file: besideFile, random: store.random, key }
  const kept = readBeside({ file: besideFile, key: store.key })
  if (kept !== undefined) stageBeside(beside, kept, store.key)
  const header = makeHeader(lock, key, store.random)
  const record = sealOldKey(key, store.key, store.random)
  writeSynced(store.file, 0, concatBytes(header.subarray(0, REKEY_OFFSET), record))
  const changed = { ...store, key }
  finishChangeOfLock(changed)
  tidyBeside(beside)
  return changed
}

/** Rewrites what still stands under the old key, if a change of lock was interrupted. */
export function finishChangeOfLock(store: Store): void {
  const oldKey = oldKeyOf(store.file, store.key)
  if (oldKey === undefined) return
  const before = { ...store, key: oldKey }
  finishInterruptedWrite(before)
  finishInterruptedWrite(store)
  for (let index = 0; index < DAY_BLOCKS; index++) {
    if (readBlock(store, index) !== undefined) continue
    const block = readBlock(before, index)
    if (block !== undefined) writeDay(store, block)
  }
  writeSynced(store.file, REKEY_OFFSET, store.random(HEADER_BYTES - REKEY_OFFSET))
}
