import { randomBytes, randomUUID } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { makeCaseKey } from "@homesafe/authority/case-keys"
import { connect } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import { infectiousPeriod, keptUntil, pathogenOf } from "@homesafe/domain"
import {
  authHashOf,
  bytesOfBase64url,
  deriveUploadSecrets,
  hexOf,
  makeUploadCode,
  readTrustList,
  serviceDayOf,
  startOfServiceDay,
  type TrustList,
  type UnixSeconds,
  unixSeconds,
} from "@homesafe/protocol"
import type { Store } from "@homesafe/protocol/visitor"
import { sealAtRest } from "@homesafe/service/seal-at-rest"
import { readOrMakeDemonstration } from "../deployment/demonstration.ts"
import { caseKeysFolder, readOrMakeKey } from "../deployment/keys.ts"
import type { RunningFacts } from "../supervise/running-file.ts"
import { cutFonts, drawPosters } from "../venues/draw-posters.ts"
import { issuePremises, writeSheet } from "../venues/issue-premises.ts"
import { places } from "./places.ts"
import { makeTownPhone, type Stay } from "./town-phone.ts"
import { uploadFromPhone } from "./upload-from-phone.ts"

/** Phones in the town; the first one is the case's. */
const PHONES = 12

/** Furnishes a running demonstration: eight places with posters, a dozen phones with visits, one case that has uploaded. */
export async function furnishTown(
  home: string,
  running: Pick<RunningFacts, "authorityUrl" | "publicOrigin">,
  now: UnixSeconds,
  say: (line: string) => void,
): Promise<readonly Store[]> {
  const facts = readOrMakeDemonstration(home)
  const db = connect<AuthorityTables>(running.authorityUrl, 2)
  try {
    const known = await db.selectFrom("venues").select("id").where("register_number", "=", "TOWN-1").executeTakeFirst()
    if (known) {
      say("the town is there already; its phones lived in memory and are gone")
      return []
    }
    say("furnishing the town (about half a minute)")
    const trust = await newestTrust(db)
    const today = serviceDayOf(now, facts.offset)
    const issuing = {
      dep: facts.dep,
      offset: facts.offset,
      timeZone: facts.timeZone,
      demonstration: true,
      host: new URL(running.publicOrigin).host,
      issuer: readOrMakeKey(home, "issuer"),
      today,
      now,
    }
    const issued = places.map((place) => issuePremises(place, issuing))
    await db
      .insertInto("venues")
      .values(issued.map((i) => i.row))
      .execute()
    const sheets = issued.flatMap((i) => (i.sheet ? [i.sheet] : []))
    const pdf = path.join(home, "town-posters.pdf")
    const fonts = await cutFonts(places.map((place) => writeSheet(place, issuing, null)))
    fs.writeFileSync(pdf, await drawPosters("HomeSafe", sheets, fonts), { mode: 0o600 })
    const texts = sheets.map((s) => `${s.code?.bytes ?? ""}${s.code?.digits ?? ""}`)
    const phones: Store[] = []
    for (let i = 0; i < PHONES; i++) phones.push(await makeTownPhone(trust, now, staysOf(i, texts, now, facts.offset)))
    const [caseOf] = phones
    if (caseOf) await openCase(db, home, { ...running, ...facts, trust, now }, caseOf)
    say(`the town's posters: ${pdf}`)
    return phones
  } finally {
    await db.destroy()
  }
}

/** Every phone spent its last hours at three places, each an hour; neighbours overlap. Nothing lies before today's service day. */
function staysOf(phone: number, texts: readonly string[], now: UnixSeconds, offset: number): Stay[] {
  const dayStart = startOfServiceDay(serviceDayOf(now, offset), offset)
  return [3, 2, 1].flatMap((hoursAgo, k) => {
    const text = texts[(Math.floor(phone / 2) + k) % texts.length]
    const from = Math.max(dayStart, now - hoursAgo * 3600 + (phone % 4) * 300)
    const until = Math.min(now, from + 2700)
    return text === undefined || until - from < 300
      ? []
      : [{ text, from: unixSeconds(from), until: unixSeconds(until) }]
  })
}

type Db = ReturnType<typeof connect<AuthorityTables>>
interface CasePlace {
  readonly publicOrigin: string
  readonly dep: string
  readonly offset: number
  readonly trust: TrustList
  readonly now: UnixSeconds
}

/** One measles case whose phone has uploaded: the officer who signs in finds its visits ready to be read. */
async function openCase(db: Db, home: string, place: CasePlace, phone: Store): Promise<void> {
  const { dep, offset, trust, now, publicOrigin } = place
  const atRest = readOrMakeKey(home, "at-rest")
  const today = serviceDayOf(now, offset)
  const measles = pathogenOf(1)
  if (!measles) throw new Error("no measles in the catalogue")
  const period = infectiousPeriod(measles, null, today)
  const digits = makeUploadCode(randomBytes)
  const secrets = deriveUploadSecrets(digits.slice(0, 19), dep)
  const expires = now + 24 * 3600
  await db.transaction().execute(async (tx) => {
    const officer = await tx
      .insertInto("officers")
      .values({ name: "Demonstration", roles: [], created_at: now })
      .returning("id")
      .executeTakeFirstOrThrow()
    const made = await tx
      .insertInto("cases")
      .values({
        pathogen: measles.n,
        onset: null,
        tested: today,
        infectious_from: period.from,
        infectious_until: period.until,
        opened_at: now,
        opened_by: officer.id,
        kept_until: keptUntil(now),
      })
      .returning("id")
      .executeTakeFirstOrThrow()
    await makeCaseKey(tx, { atRest, caseKeys: caseKeysFolder(home) }, made.id)
    const request = {
      id: randomUUID(),
      case_id: made.id,
      way: "screen",
      officer_id: officer.id,
      asked_at: now,
    } as const
    await tx
      .insertInto("code_requests")
      .values({ ...request, batch: request.id, has_number: false, is_fresh: true, state: "made" })
      .execute()
    await tx
      .insertInto("upload_codes")
      .values({
        lookup: secrets.lookup,
        case_id: made.id,
        sealed_inner: sealAtRest(atRest, `inner ${made.id}`, secrets.inner),
        to_register: JSON.stringify({
          authHash: hexOf(authHashOf(secrets.auth)),
          reply: hexOf(secrets.reply),
          expires,
        }),
        given_at: now,
        expires,
        request_id: request.id,
      })
      .execute()
  })
  await uploadFromPhone(phone, digits, { publicOrigin, dep, trust, today })
}

async function newestTrust(db: Db): Promise<TrustList> {
  const row = await db
    .selectFrom("signed_lists")
    .selectAll()
    .where("kind", "=", "trust")
    .orderBy("seq", "desc")
    .executeTakeFirstOrThrow()
  const bytes = bytesOfBase64url((row.envelope as { bytes: string }).bytes) // as: kept by sign-lists
  const read = bytes && readTrustList(bytes)
  if (!read?.ok) throw new Error("the kept trust list does not parse")
  return read.value
}
