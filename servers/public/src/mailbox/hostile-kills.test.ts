import { type ChildProcess, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { submitUpload } from "@homesafe/api"
import {
  authHashOf,
  deriveUploadSecrets,
  ed25519PublicKey,
  keyIdOf,
  makeUploadCode,
  serviceDay,
  type TrustList,
  unixSeconds,
  writeUploadBody,
} from "@homesafe/protocol"
import { readUploadReply } from "@homesafe/protocol/visitor"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"

// `HOMESAFE_KILL_ROUNDS=25` kills a hundred times: twenty-five rounds at each of the four points.
const ROUNDS = Number(process.env.HOMESAFE_KILL_ROUNDS ?? "1")
const BOX_BYTES = submitUpload.bodyBytes - 48
/** Where the server dies: it has the request; the code is spent; the box is stored; all is durable, and nobody has been told. */
const points = ["received", "code-consumed", "stored", "before-reply"] as const
type Point = (typeof points)[number]
let server: TestPublic
const random = (n: number) => new Uint8Array(randomBytes(n))

beforeAll(async () => {
  server = await startPublic()
})
afterAll(() => server.stop())

/**
 * The real server in a process of its own. At a point it says so and waits for its end: the statements of a transaction are watched where
 * the database's client sends them, so that nothing of the server is changed for it.
 */
async function startChild(
  point: Point | null,
): Promise<{ readonly child: ChildProcess; readonly port: number; readonly reached: Promise<void> }> {
  const program = `
    import pg from "pg"
    import { connect } from "@homesafe/db"
    import { createPublicApp } from "../app.ts"
    const point = process.env.TEST_POINT
    const wait = async () => { process.send({ at: point }); await new Promise(() => {}) }
    const marks = { "received": [/^begin/i, true], "code-consumed": [/update "upload_codes"/, false], "stored": [/insert into "sealed_uploads"/, false], "before-reply": [/^commit/i, false] }
    const query = pg.Client.prototype.query
    pg.Client.prototype.query = function (...args) {
      const text = typeof args[0] === "string" ? args[0] : args[0]?.text ?? ""
      const [mark, isBefore] = marks[point] ?? [/^$/, false]
      if (!mark.test(text)) return query.apply(this, args)
      if (isBefore) return wait()
      const sent = query.apply(this, args)
      return Promise.resolve(sent).then(wait)
    }
    const deps = JSON.parse(process.env.TEST_DEPS)
    const app = await createPublicApp({ ...deps, db: connect(process.env.TEST_URL), clock: { now: () => deps.now }, feed: null, sendMail: async () => {}, receiptSecret: new Uint8Array(Buffer.from(deps.secret, "hex")) })
    await app.listen({ host: "127.0.0.1", port: 0 })
    process.send({ port: app.server.address().port })
    setInterval(() => {}, 1000)`
  const { limits, dep, origin, authority, timeZone, offset, linkToken, receiptSecret } = server.deps
  const about = {
    limits,
    dep,
    origin,
    authority,
    timeZone,
    offset,
    linkToken,
    push: null,
    apps: null,
    now: NOON,
    secret: Buffer.from(receiptSecret).toString("hex"),
  }
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    cwd: import.meta.dirname,
    env: { ...process.env, TEST_URL: server.url, TEST_POINT: point ?? "", TEST_DEPS: JSON.stringify(about) },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  })
  let reach: () => void = () => {}
  const reached = new Promise<void>((resolve) => {
    reach = resolve
  })
  const port = await new Promise<number>((resolve) => {
    child.on("message", (message: { port?: number; at?: string }) => {
      if (message.port !== undefined) resolve(message.port)
      if (message.at !== undefined) reach()
    })
  })
  return { child, port, reached }
}

async function newCode() {
  const secrets = deriveUploadSecrets(makeUploadCode(random).slice(0, 19), server.deps.dep)
  const row = {
    lookup: Buffer.from(secrets.lookup),
    auth_hash: authHashOf(secrets.auth),
    reply: secrets.reply,
    expires: NOON + 3600,
  }
  await server.deps.db.insertInto("upload_codes").values(row).execute()
  return secrets
}

function trust(): TrustList {
  const pub = ed25519PublicKey(server.deps.receiptSecret)
  const keys = [{ id: keyIdOf(pub), role: "receipt", pub, from: serviceDay(0), until: serviceDay(65_535) }] as const
  const signers = { quorum: { publisher: 1, verifier: 1, witness: 1 }, rootThreshold: 1 }
  const dates = { seq: 1, t: NOON, exp: unixSeconds(NOON + 86_400), offset: 14_400, every: 21_600 }
  return {
    v: 1,
    dep: server.deps.dep,
    ...dates,
    ...signers,
    hosts: ["go.test"],
    cardBits: 0,
    plate: "",
    chaff: "day",
    keys,
  }
}

const post = (port: number, body: Uint8Array<ArrayBuffer>, signal?: AbortSignal) =>
  fetch(`http://127.0.0.1:${port}${submitUpload.path}`, {
    method: "POST",
    headers: { "content-type": submitUpload.contentType },
    body,
    ...(signal ? { signal } : {}),
  })

/** How the code and the box stand: both or neither. */
async function standing(lookup: Uint8Array) {
  const { db } = server.deps
  const [code, boxes] = await Promise.all([
    db
      .selectFrom("upload_codes")
      .select("spent_by")
      .where("lookup", "=", Buffer.from(lookup))
      .executeTakeFirstOrThrow(),
    db.selectFrom("sealed_uploads").select("box").where("lookup", "=", Buffer.from(lookup)).execute(),
  ])
  return { isSpent: code.spent_by !== null, boxes: boxes.map(({ box }) => box.toString("hex")) }
}

test.each(points)(
  'hostile 24: a kill -9 at "%s" leaves code and upload both or neither; the phone, which dies too, sends again and is kept once',
  async (point) => {
    for (let round = 0; round < ROUNDS; round++) {
      const secrets = await newCode()
      const box = random(BOX_BYTES)
      const body = new Uint8Array(writeUploadBody({ ...secrets, box }))
      const { child, port, reached } = await startChild(point)
      const ended = once(child, "exit")
      const answer = post(port, body).then(
        () => "acknowledged",
        () => "nothing",
      )
      await reached
      child.kill("SIGKILL")
      expect(await ended).toEqual([null, "SIGKILL"])
      expect(await answer).toBe("nothing")
      // The database ends the dead client's transaction by itself.
      const idle = sql<{
        n: string
      }>`select count(*) as n from pg_stat_activity where usename = current_user and state like 'idle in transaction%'`
      await expect.poll(async () => Number((await idle.execute(server.deps.db)).rows[0]?.n)).toBe(0)
      const after = await standing(secrets.lookup)
      expect(after.boxes).toHaveLength(after.isSpent ? 1 : 0)
      expect(after.isSpent).toBe(point === "before-reply")

      const next = await startChild(null)
      // The phone lost its power with the first request; what it kept in its outbox is the same bytes.
      const again = await post(next.port, body)
      const read = readUploadReply(new Uint8Array(await again.arrayBuffer()), {
        replyKey: secrets.reply,
        box,
        trust: trust(),
      })
      expect(read).toMatchObject({ ok: true, value: { status: point === "before-reply" ? "same-again" : "received" } })
      expect(await standing(secrets.lookup)).toEqual({ isSpent: true, boxes: [Buffer.from(box).toString("hex")] })
      const gone = once(next.child, "exit")
      next.child.kill("SIGKILL")
      await gone
      // What was acknowledged outlives the next kill too.
      expect((await standing(secrets.lookup)).boxes).toHaveLength(1)
    }
  },
  60_000 * ROUNDS,
)
