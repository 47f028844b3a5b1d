import { sealBox } from "../box/seal-box.ts"
import { leafOf, rowKeyOf } from "../keys/key-tree.ts"
import { sealAesGcm } from "../shared/aes.ts"
import { type Bytes, concatBytes, type Hex } from "../shared/bytes.ts"
import { keyIdOf } from "../shared/hash.ts"
import { hourOf, type ServiceDay, serviceDayOf, type UnixSeconds, unixSeconds } from "../shared/units.ts"
import {
  type FormEntry,
  formInfo,
  formTagOf,
  INNER_NONCE,
  innerKeyOf,
  writeFormEntry,
  writeFormRecord,
} from "./form-record.ts"

const HOUR = 3600
/** Records of one stay: a whole day and the hour that it ends in. */
export const MOST_FORM_RECORDS = 25

/** One venue's door, as the device knows it: the keys of a few days, and the public form key. */
export interface FormDoor {
  readonly dep: Hex
  readonly offset: number
  readonly vid: Hex
  readonly formKey: Uint8Array
  readonly dayKeys: ReadonlyMap<ServiceDay, Uint8Array>
}

/**
 * Seals an entry once for each hour that the stay touches, all with one `eid`, so that opening several hours shows one person once (ADR 0017).
 * `end` is when they leave, as written or as is usual; an hour of a day whose key is not here has no record. Spec §12.
 */
export async function sealForm(
  door: FormDoor,
  entry: FormEntry,
  end: UnixSeconds,
  eid: Uint8Array,
): Promise<readonly Bytes[]> {
  const rows = hoursOf(entry.from, end, door.offset).flatMap(({ day, hour }) => {
    const dayKey = door.dayKeys.get(day)
    return dayKey ? [{ day, rowKey: rowKeyOf(leafOf(dayKey, hour), door.vid) }] : []
  })
  return Promise.all(rows.map((row) => sealFormRecord(door, row, entry, eid)))
}

function hoursOf(from: UnixSeconds, end: UnixSeconds, offset: number) {
  const first = Math.floor((from + offset) / HOUR)
  const last = Math.max(first, Math.ceil((end + offset) / HOUR) - 1)
  if (last - first >= MOST_FORM_RECORDS) throw new RangeError("a stay of more than a day")
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const t = unixSeconds(Math.max(0, (first + i) * HOUR - offset))
    return { day: serviceDayOf(t, offset), hour: hourOf(t, offset) }
  })
}

/** Seals an entry for one row; known answers pass the seed of the ephemeral key in. Spec §12. */
export async function sealFormRecord(
  { dep, formKey }: Pick<FormDoor, "dep" | "formKey">,
  { day, rowKey }: { readonly day: ServiceDay; readonly rowKey: Uint8Array },
  entry: FormEntry,
  eid: Uint8Array,
  ephemeralIkm?: Uint8Array,
): Promise<Bytes> {
  const [formKeyId, tag] = [keyIdOf(formKey), formTagOf(rowKey)]
  const inner = sealAesGcm(innerKeyOf(rowKey, eid), INNER_NONCE, eid, writeFormEntry(entry))
  const box = await sealBox(formKey, formInfo(dep, formKeyId), tag, concatBytes(eid, inner), ephemeralIkm)
  return writeFormRecord({ day, formKeyId, tag, box })
}
