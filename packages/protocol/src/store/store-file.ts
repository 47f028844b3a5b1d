import { openAesGcm, sealAesGcm } from "../shared/aes.ts"
import { type Bytes, concatBytes, copyBytes, type Hex, type Random, u16 } from "../shared/bytes.ts"
import type { ServiceDay } from "../shared/units.ts"
import type { CapsuleSeal } from "../upload/seal-capsule.ts"
import { type DayBlock, readDayBlock, writeDayBlock } from "./day-block.ts"

/** The disk, as an origin-private file's synchronous access handle offers it. */
export interface StoreFile {
  read(offset: number, length: number): Uint8Array
  write(offset: number, bytes: Uint8Array): void
  flush(): void
  size(): number
}
/** Where a store lives, and what it needs from around it. */
export interface StorePlace {
  readonly file: StoreFile
  readonly random: Random
  readonly dep: Hex
  readonly offset: number
  readonly uploadKey: (day: ServiceDay) => { readonly id: Hex; readonly pub: Uint8Array }
  /** An earlier upload key by its id, for a day that began under it. */
  readonly uploadKeyById?: (id: Hex) => { readonly id: Hex; readonly pub: Uint8Array } | undefined
  readonly chaff: "day" | "hour"
}
/** An open store: its place, and the key of all its blocks. */
export interface Store extends StorePlace {
  readonly key: Bytes
}

export const HEADER_BYTES = 4096
export const BLOCK_BYTES = 8192
export const DAY_BLOCKS = 32
/** Block 32 serves safe writing alone. */
const SPARE_BLOCK = 32
/** The size of the file, from the first day to the last. */
export const STORE_BYTES = HEADER_BYTES + (DAY_BLOCKS + 1) * BLOCK_BYTES

function offsetOf(index: number): number {
  return HEADER_BYTES + index * BLOCK_BYTES
}

/** The block that a day is written to. */
export function blockIndexOf(day: ServiceDay): number {
  return day % DAY_BLOCKS
}

/** Seals a day for its block. */
export function sealBlock(store: Store, block: DayBlock): Bytes {
  const nonce = copyBytes(store.random(12))
  return concatBytes(nonce, sealAesGcm(store.key, nonce, u16(blockIndexOf(block.day)), writeDayBlock(block)))
}

function openBlockBytes(key: Uint8Array, sealed: Uint8Array, target: number): DayBlock | undefined {
  const text = openAesGcm(key, sealed.subarray(0, 12), u16(target), sealed.subarray(12))
  const block = text && readDayBlock(text)
  return block !== undefined && blockIndexOf(block.day) === target ? block : undefined
}

/** Opens the block at an index, or nothing: random bytes, another key, a torn write. */
export function readBlock(store: Pick<Store, "file" | "key">, index: number): DayBlock | undefined {
  return openBlockBytes(store.key, store.file.read(offsetOf(index), BLOCK_BYTES), index)
}

/** Opens a day, or nothing when its block holds another. */
export function readDay(store: Pick<Store, "file" | "key">, day: ServiceDay): DayBlock | undefined {
  const block = readBlock(store, blockIndexOf(day))
  return block?.day === day ? block : undefined
}

/** Opens a day that is neither hidden nor missing. */
export function readLiveDay(store: Pick<Store, "file" | "key">, day: ServiceDay): DayBlock | undefined {
  const block = readDay(store, day)
  return block?.state === "live" ? block : undefined
}

/** Writes a day so that a crash at any moment leaves the old block or the new: a copy aside, then in place, then the copy is
 * overwritten (Spec §5). */
export function writeDay(store: Store, block: DayBlock): void {
  const sealed = sealBlock(store, block)
  writeSynced(store.file, offsetOf(SPARE_BLOCK), sealed)
  writeSynced(store.file, offsetOf(blockIndexOf(block.day)), sealed)
  writeSynced(store.file, offsetOf(SPARE_BLOCK), store.random(BLOCK_BYTES))
}

/** Ends an interrupted write: if the copy aside opens, it is put in place. */
export function finishInterruptedWrite(store: Store): void {
  const sealed = store.file.read(offsetOf(SPARE_BLOCK), BLOCK_BYTES)
  const target = Array.from({ length: DAY_BLOCKS }, (_, index) => index).find((index) =>
    openBlockBytes(store.key, sealed, index),
  )
  if (target === undefined) return
  writeSynced(store.file, offsetOf(target), sealed)
  writeSynced(store.file, offsetOf(SPARE_BLOCK), store.random(BLOCK_BYTES))
}

/** Overwrites a block with random bytes: what was there is gone. */
export function destroyBlock(store: Pick<Store, "file" | "random">, index: number): void {
  writeSynced(store.file, offsetOf(index), store.random(BLOCK_BYTES))
}

/** Overwrites everything, the key first. */
export function eraseEverything(file: StoreFile, random: Random): void {
  writeSynced(file, 0, random(HEADER_BYTES))
  for (let index = 0; index <= SPARE_BLOCK; index++) writeSynced(file, offsetOf(index), random(BLOCK_BYTES))
}

/** Writes and waits until the bytes are on the disk. */
export function writeSynced(file: StoreFile, offset: number, bytes: Uint8Array): void {
  file.write(offset, bytes)
  file.flush()
}

/** What capsules of a day are sealed with: the key its block began with, as long as it is known. */
export function sealOfDay(store: StorePlace, block: Pick<DayBlock, "day" | "bind" | "uploadKeyId">): CapsuleSeal {
  const current = store.uploadKey(block.day)
  const began = current.id === block.uploadKeyId ? current : store.uploadKeyById?.(block.uploadKeyId)
  return { dep: store.dep, uploadKey: began ?? current, bind: block.bind }
}
