import { commitOf, hexOf, type ServiceDay, sha256, utf8Of } from "@homesafe/protocol"
import { makeVenueKey } from "@homesafe/protocol/venue"
import { keepKey } from "../keys/key-store.ts"
import type { CheckedForm } from "../register/check-form.ts"
import { findRows, type KeptRow, keepRows } from "./row-store.ts"

/** Whose rows they are. */
export interface Owner {
  readonly mail: string
  readonly dep: string
}

/** Gives each row its key and keeps both before anything is sent; a row that is kept already stays as it is. */
export async function prepareRows(
  rows: readonly { readonly line: number; readonly checked: CheckedForm }[],
  owner: Owner,
): Promise<KeptRow[]> {
  const kept = new Map((await findRows(owner.mail, owner.dep)).map((row) => [row.fingerprint, row]))
  const prepared: KeptRow[] = []
  const batch = crypto.randomUUID()
  for (const { line, checked } of rows) {
    const fingerprint = fingerprintOf(checked, owner)
    const known = kept.get(fingerprint)
    prepared.push(
      known && known.state !== "refused"
        ? { ...known, batch, line }
        : { ...(await withKey(checked, owner)), fingerprint, ...owner, line, batch },
    )
  }
  await keepRows(prepared)
  return prepared
}

/** A row whose first day is past by now: a commitment is for today on, and the last one never reached the authority. */
export async function renewRow(row: KeptRow, today: ServiceDay): Promise<KeptRow> {
  const { commit: _, ...said } = row.application
  const renewed = { ...row, ...(await withKey({ ...said, notBefore: today }, row)) }
  await keepRows([renewed])
  return renewed
}

async function withKey(checked: CheckedForm, { dep }: Pick<Owner, "dep">) {
  const venueKey = makeVenueKey((n) => crypto.getRandomValues(new Uint8Array(n)))
  const { names } = checked
  // as: the form has read it as a day
  const notBefore = checked.notBefore as ServiceDay
  const commit = commitOf(venueKey, notBefore)
  await keepKey({ commit, dep, venueKey, notBefore, name: `${names.hant} ${names.en}`, isSaved: false })
  return { application: { ...checked, commit }, state: "waiting", venue: null, problem: null } as const
}

// The day on which the file was read is no part of what it says.
function fingerprintOf({ notBefore: _, ...said }: CheckedForm, { mail, dep }: Owner): string {
  return hexOf(sha256(utf8Of(JSON.stringify([dep, mail, said]))))
}
