import { openBox } from "../box/open-box.ts"
import {
  EID_BYTES,
  type FormEntry,
  formInfo,
  INNER_NONCE,
  innerKeyOf,
  readFormEntry,
  readFormRecord,
} from "../forms/form-record.ts"
import { openAesGcm } from "../shared/aes.ts"
import { type Hex, hexOf } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"

/** An opened entry. The records of one stay have the same `eid`. */
export interface OpenedForm {
  readonly eid: Hex
  readonly entry: FormEntry
}
type FormProblem = "malformed" | "unknown-form-key" | "does-not-open" | "another-row"

/** Opens a record with the form key and the key of its row; either alone opens nothing. Spec §12. */
export async function openForm(
  dep: Hex,
  formSecrets: readonly { readonly id: Hex; readonly secret: Uint8Array }[],
  rowKey: Uint8Array,
  bytes: Uint8Array,
): Promise<Result<OpenedForm, FormProblem>> {
  const record = readFormRecord(bytes)
  if (!record) return refused("malformed")
  const key = formSecrets.find(({ id }) => id === record.formKeyId)
  if (!key) return refused("unknown-form-key")
  const text = await openBox(key.secret, formInfo(dep, record.formKeyId), record.tag, record.box)
  if (!text) return refused("does-not-open")
  const eid = text.slice(0, EID_BYTES)
  const inner = openAesGcm(innerKeyOf(rowKey, eid), INNER_NONCE, eid, text.subarray(EID_BYTES))
  if (!inner) return refused("another-row")
  const entry = readFormEntry(inner)
  return entry ? ok({ eid: hexOf(eid), entry }) : refused("malformed")
}
