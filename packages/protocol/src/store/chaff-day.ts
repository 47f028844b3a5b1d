import { type Bytes, copyBytes, type Random } from "../shared/bytes.ts"
import type { ServiceDay } from "../shared/units.ts"
import { CAPSULE_BYTES } from "../upload/capsule-text.ts"
import { sealChaffCapsules } from "../upload/seal-capsule.ts"
import { CAPSULES_PER_BLOCK, type DayBlock, OPEN_VISIT_BYTES, OPEN_VISITS, ROWS_PER_BLOCK } from "./day-block.ts"
import { chaffRow, ROW_BYTES } from "./match-row.ts"
import type { StorePlace } from "./store-file.ts"

function randomParts(count: number, length: number, random: Random): Bytes[] {
  return Array.from({ length: count }, () => copyBytes(random(length)))
}

/** A day on which nothing happened, which no one can tell from a day on which much did. Spec §5. */
export async function makeChaffDay(place: StorePlace, day: ServiceDay): Promise<DayBlock> {
  const { random } = place
  const uploadKey = place.uploadKey(day)
  const bind = copyBytes(random(16))
  const chaff = await sealChaffCapsules(CAPSULES_PER_BLOCK, { dep: place.dep, uploadKey, bind })
  return {
    day,
    state: "live",
    rowBlocks: 1,
    capsuleBlocks: 1,
    diaryKey: copyBytes(random(32)),
    bind,
    uploadKeyId: uploadKey.id,
    usedRows: 0,
    usedCapsules: 0,
    rows: [...chaffRows(place), ...randomParts(ROWS_PER_BLOCK, ROW_BYTES, random)],
    capsules: [...chaff, ...randomParts(CAPSULES_PER_BLOCK, CAPSULE_BYTES, random)],
    open: randomParts(OPEN_VISITS, OPEN_VISIT_BYTES, random),
  }
}

/** Sixteen chaff rows. */
export function chaffRows({ random, chaff }: Pick<StorePlace, "random" | "chaff">): Bytes[] {
  return Array.from({ length: ROWS_PER_BLOCK }, () => chaffRow(random, chaff))
}
