import { type TransparencyFigures, transparencyFigures } from "@homesafe/api"
import {
  acceptSigned,
  ok,
  type Result,
  readEnvelope,
  refused,
  type SignedEnvelope,
  serviceDayOf,
  type TrustList,
  textOfUtf8,
  unixSeconds,
  utf8Of,
} from "@homesafe/protocol"
import { sql } from "kysely"
import type { PublicDeps } from "../deps.ts"

/** Reads what is inside the signed figures; what is finer than a multiple of five does not parse. */
function parseFigures(bytes: Uint8Array): Result<TransparencyFigures, "malformed-figures"> {
  try {
    const parsed = transparencyFigures.safeParse(JSON.parse(textOfUtf8(bytes) ?? ""))
    return parsed.success ? ok(parsed.data) : refused("malformed-figures")
  } catch {
    return refused("malformed-figures") // no JSON
  }
}

/** The figures of an envelope, if the publisher of this deployment has signed them. */
export function acceptFigures(envelope: SignedEnvelope, trust: TrustList): TransparencyFigures | undefined {
  const read = parseFigures(envelope.bytes)
  if (!read.ok || read.value.dep !== trust.dep || read.value.register.dep !== trust.dep) return undefined
  const day = serviceDayOf(unixSeconds(read.value.t), trust.offset)
  const accepted = acceptSigned(envelope, { label: "VT1/transparency", trust, day }, parseFigures)
  return accepted.ok ? accepted.value : undefined
}

/** Keeps a file of figures in one statement, unless the one that is there is as new: told again, nothing changes. */
export async function keepFigures({ db }: PublicDeps, seq: number, envelope: object): Promise<void> {
  await db
    .insertInto("transparency")
    .values({ one: true, seq, envelope: JSON.stringify(envelope) })
    .onConflict((c) =>
      c
        .column("one")
        .doUpdateSet({ seq: sql`excluded.seq`, envelope: sql`excluded.envelope` })
        .whereRef("transparency.seq", "<", sql`excluded.seq`),
    )
    .execute()
}

/** The newest file as it was signed, and what it says, checked anew: what was altered where it lies is not shown. */
export async function findFigures({ db }: PublicDeps, trust: TrustList) {
  const row = await db.selectFrom("transparency").select("envelope").executeTakeFirst()
  const envelope = row && readEnvelope(utf8Of(JSON.stringify(row.envelope)))
  const figures = envelope?.ok ? acceptFigures(envelope.value, trust) : undefined
  return figures && envelope?.ok ? { figures, signed: envelope.value } : undefined
}
