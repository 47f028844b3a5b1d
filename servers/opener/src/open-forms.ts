import type { BodyOf, OpenedForm as CaseForm, openForms as openContract, ReplyOf } from "@homesafe/api"
import {
  bytesOfBase64url,
  bytesOfHex,
  type Decision,
  formTagOf,
  hexOf,
  readDecision,
  readFormRecord,
  startOfServiceDay,
} from "@homesafe/protocol"
import { type OpenedForm, openForm } from "@homesafe/protocol/opener"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Keys } from "./open-for-case.ts"
import { sealForCase } from "./seal-for-case.ts"

type Asked = BodyOf<typeof openContract>
/** Windows are counted in units of five minutes. */
const UNIT_SECONDS = 300

/** Opens form records under a decision. Whoever was not there within its windows is forgotten here, and nobody is told of them. Spec §12. */
export async function openForms(keys: Keys | undefined, asked: Asked): Promise<Outcome<ReplyOf<typeof openContract>>> {
  if (!keys) return refuse("opener-sealed")
  const bytes = bytesOfBase64url(asked.decision)
  const decision = bytes && readDecision(bytes)
  if (!decision?.ok || decision.value.dep !== keys.dep) return refuse("malformed", "decision")
  const rowKeys = new Map(asked.rowKeys.map(bytesOfHex).map((rowKey) => [hexOf(formTagOf(rowKey)), rowKey]))
  const secrets = keys.formKeys.map((key) => ({ id: key.id, secret: bytesOfHex(key.secret) }))
  const inside = new Map<string, string>()
  let left = 0
  for (const text of asked.records) {
    const form = await openOne(keys.dep, secrets, rowKeys, bytesOfBase64url(text), decision.value)
    if (form && isInside(form, decision.value, keys.offset, asked.usualStay))
      inside.set(form.eid, sealForCase(asked.caseKey, form.entry satisfies CaseForm))
    else left++
  }
  return done({ entries: [...inside].map(([eid, sealed]) => ({ eid, sealed })), left })
}

async function openOne(
  dep: string,
  secrets: Parameters<typeof openForm>[1],
  rowKeys: ReadonlyMap<string, Uint8Array>,
  bytes: Uint8Array | undefined,
  { day }: Decision,
): Promise<OpenedForm | undefined> {
  const record = bytes && readFormRecord(bytes)
  const rowKey = record?.day === day ? rowKeys.get(hexOf(record.tag)) : undefined
  const opened = bytes && rowKey && (await openForm(dep, secrets, rowKey, bytes))
  return opened?.ok ? opened.value : undefined
}

function isInside({ entry }: OpenedForm, { day, windows }: Decision, offset: number, usualStay: number): boolean {
  const dayStart = startOfServiceDay(day, offset)
  const { from } = entry
  const until = Math.max(from + 1, entry.until ?? from + usualStay * 60)
  return windows.some(([start, end]) => from < dayStart + end * UNIT_SECONDS && until > dayStart + start * UNIT_SECONDS)
}
