import type { Names } from "@homesafe/protocol"
import { readPoolText } from "@homesafe/protocol/visitor"
import type { KeptBatch } from "../keeper/open-database.ts"

/** The authority's words for one row, if it has some. */
export function readRemark(
  batch: Pick<KeptBatch, "salt" | "texts">,
  rowKey: Uint8Array,
  poolIndex: number,
): Names | null {
  if (poolIndex === 0) return null
  return readPoolText(batch.texts, { salt: batch.salt, rowKey, poolIndex }) ?? null
}
