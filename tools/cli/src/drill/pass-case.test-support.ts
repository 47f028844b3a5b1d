import { createHash, randomBytes, randomUUID } from "node:crypto"
import {
  approveDecision,
  type BodyOf,
  type CallOptions,
  type Contract,
  call,
  enrolSigningKey,
  finishSignIn,
  finishStepUp,
  giveUploadCode,
  openCase,
  proposeDecision,
  type ReplyOf,
  readVisits,
  startSignIn,
  startStepUp,
} from "@homesafe/api"
import { addPasskey } from "@homesafe/authority/passkey.test-support"
import { connect } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import {
  concatBytes,
  ed25519PublicKey,
  ed25519Sign,
  hexOf,
  serviceDay,
  serviceDayOf,
  startOfServiceDay,
  type TrustList,
  type UnixSeconds,
  units,
  unixSeconds,
  utf8Of,
  writeDecision,
} from "@homesafe/protocol"
import { signDecision } from "@homesafe/protocol/officer"
import type { Demonstration } from "../deployment/demonstration.ts"
import { readOrMakeKey } from "../deployment/keys.ts"
import { makeTownPhone } from "../town/town-phone.ts"
import { uploadFromPhone } from "../town/upload-from-phone.ts"
import { watchTown } from "../town/watch-town.ts"
import { issuePremises } from "../venues/issue-premises.ts"
import type { Drill } from "./run-drill.ts"

type Db = ReturnType<typeof connect<AuthorityTables>>
const MEASLES = 1

/** An officer at the drill's console, with a passkey and a signing key of their own. */
async function seatOfficer(db: Db, drill: Drill, name: string, now: UnixSeconds) {
  const asked = db.insertInto("officers").values({ name, roles: ["tracer", "approver"], created_at: now })
  const { id } = await asked.returning("id").executeTakeFirstOrThrow()
  const passkey = await addPasskey({ db, consoleOrigin: drill.consoleOrigin }, id)
  let cookie = ""
  const inSession: typeof fetch = async (url, init) => {
    const headers = { ...init?.headers, "sec-fetch-site": "same-origin", ...(cookie ? { cookie } : {}) }
    const reply = await fetch(url, { ...init, headers })
    const [given] = reply.headers.getSetCookie()
    if (given) cookie = given.split(";")[0] ?? ""
    return reply
  }
  const ask = async <C extends Contract>(contract: C, options: CallOptions<C>): Promise<ReplyOf<C>> => {
    const answer = await call(contract, { base: drill.consoleOrigin, fetch: inSession, ...options })
    if (!answer.ok) throw new Error(`${contract.path}: ${answer.problem} ${answer.field ?? ""}`)
    return answer.value
  }
  const answerTo = ({ options }: ReplyOf<typeof startSignIn>) =>
    ({ response: passkey.answer(String(options.challenge)) }) satisfies BodyOf<typeof finishSignIn>
  const touchAnew = async () => ask(finishStepUp, { body: answerTo(await ask(startStepUp, { body: {} })) })
  await ask(finishSignIn, { body: answerTo(await ask(startSignIn, { body: {} })) })
  await touchAnew()
  const seed = new Uint8Array(randomBytes(32))
  const proof = ed25519Sign(seed, concatBytes(utf8Of("HomeSafe/signing-key"), utf8Of(id)))
  await ask(enrolSigningKey, { body: { public: hexOf(ed25519PublicKey(seed)), proof: hexOf(proof) } })
  return { ask, touchAnew, seed }
}

/**
 * A whole case inside a drill, over the ways that people use: two officers sign in, a code, the upload of a phone, the reading of its visits, a
 * decision of two, a list. Answers what the phones of the place say: one was there with the case, the other was elsewhere.
 */
export async function passCase(drill: Drill, facts: Demonstration, trust: TrustList, now: UnixSeconds) {
  const { dep, offset, timeZone } = facts
  const db = connect<AuthorityTables>(drill.authorityUrl, 2)
  try {
    const today = serviceDayOf(now, offset)
    const issuing = { dep, offset, timeZone, today, now, demonstration: true, host: new URL(drill.publicOrigin).host }
    const issue = async (name: string) => {
      const names = { en: name, hant: name }
      const premises = { registerNumber: name, names, address: names, category: 1, district: "" }
      const { row, sheet } = issuePremises(premises, { ...issuing, issuer: readOrMakeKey(drill.home, "issuer") })
      await db.insertInto("venues").values(row).execute()
      return `${sheet?.code?.bytes ?? ""}${sheet?.code?.digits ?? ""}`
    }
    const [market, elsewhere] = [await issue("Drill Market"), await issue("Drill Library")]
    // Nothing lies before today's service day, whose beginning may be near.
    const from = unixSeconds(Math.max(startOfServiceDay(today, offset), now - 7200))
    const phoneAt = (text: string) => makeTownPhone(trust, now, [{ text, from, until: now }])
    const [sick, beside, away] = [await phoneAt(market), await phoneAt(market), await phoneAt(elsewhere)]

    const tracer = await seatOfficer(db, drill, "Drill Tracer", now)
    const second = await seatOfficer(db, drill, "Drill Approver", now)
    const opened = await tracer.ask(openCase, { body: { pathogen: MEASLES, onset: null, tested: today } })
    const params = { id: opened.id }
    const wish = { id: randomUUID(), to: { way: "screen" as const }, laboratoryNumber: null }
    const { made } = await tracer.ask(giveUploadCode, { params, body: wish })
    if (!made) throw new Error("no code was shown")
    await uploadFromPhone(sick, made.digits, { publicOrigin: drill.publicOrigin, dep, trust, today })

    const [visit] = await until(async () => {
      await tracer.touchAnew()
      const { visits } = await tracer.ask(readVisits, { params, body: { purpose: "trace" } })
      return visits.length > 0 ? visits : undefined
    })
    if (!visit) throw new Error("no visit was read")
    const { vid, day, arrival, departure } = visit
    const id = hexOf(new Uint8Array(randomBytes(16)))
    const windows = [[units(Math.floor(arrival / 5)), units(Math.ceil(departure / 5))]] as const
    const rest = { severity: 1, template: 1, pool: null, supersedes: null } as const
    const bytes = writeDecision({ v: 1, dep, id, vid, day: serviceDay(day), windows, ...rest })
    const signedBy = ({ seed }: typeof tracer) => {
      const { key, sig } = signDecision(bytes, dep, seed)
      return { key, sig: hexOf(sig) }
    }
    const told: string[] = []
    const say = (line: string) => void told.push(line)
    const stop = watchTown([beside, away], { publicOrigin: drill.publicOrigin, dep, offset, say, every: 500 })
    try {
      const proposal = { bytes: Buffer.from(bytes).toString("base64url"), caseId: opened.id, ...signedBy(tracer) }
      await tracer.ask(proposeDecision, { body: proposal })
      await second.touchAnew()
      const hash = createHash("sha256").update(bytes).digest("hex")
      const { state } = await second.ask(approveDecision, { params: { id }, body: { hash, ...signedBy(second) } })
      return { verdict: visit.verdict, state, said: await until(async () => told[0]) }
    } finally {
      stop()
    }
  } finally {
    await db.destroy()
  }
}

/** Asks until there is an answer, for a minute and a half at most. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 180; tries += 1) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error("there was no answer in time")
}
