import type { BodyOf, OpenedForm as CaseForm, openForms as openContract, ReplyOf } from "@homesafe/api"
import {
  bytesOfBase64url,
  bytesOfHex,
  type Decision,
  formTagOf,
  hexOf,
  isFormWithin,
  readFormRecord,
  rowKeyOf,
  type UnixSeconds,
} from "@homesafe/protocol"
import { type OpenedForm, openForm } from "@homesafe/protocol/opener"
import { done, type Outcome, refuse } from "@homesafe/service"
import { checkDecision } from "./check-decision.ts"
import type { Keys } from "./open-for-case.ts"
import { sealForCase } from "./seal-for-case.ts"

type Asked = BodyOf<typeof openContract>

/**
 * Opens form records under a decision whose two signatures it checks itself, with row keys that it makes for the decision's own venue.
 * Whoever was not there within its windows is forgotten here, and nobody is told of them. Spec §12.
 */
export async function openForms(
  keys: Keys | undefined,
  asked: Asked,
  now: UnixSeconds,
): Promise<Outcome<ReplyOf<typeof openContract>>> {
  if (!keys) return refuse("opener-sealed")
  const decision = checkDecision(keys, asked, now)
  if (!decision) return refuse("bad-signature")
  const rowKeys = new Map(
    asked.keys.map((key) => {
      const rowKey = rowKeyOf(bytesOfHex(key), decision.vid)
      return [hexOf(formTagOf(rowKey)), rowKey]
    }),
  )
  const secrets = keys.formKeys.map((key) => ({ id: key.id, secret: bytesOfHex(key.secret) }))
  const within = new Map<string, string>()
  let left = 0
  for (const text of asked.records) {
    const form = await openOne(keys.dep, secrets, rowKeys, bytesOfBase64url(text), decision)
    if (form && isFormWithin(form.entry, decision, { offset: keys.offset, usualStay: asked.usualStay }))
      within.set(form.eid, sealForCase(asked.caseKey, form.entry satisfies CaseForm))
    else left++
  }
  return done({ entries: [...within].map(([eid, sealed]) => ({ eid, sealed })), left })
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
