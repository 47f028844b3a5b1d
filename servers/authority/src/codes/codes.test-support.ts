import { randomUUID } from "node:crypto"
import { type MadeCode, registerUploadCode, withdrawUploadCode } from "@homesafe/api"
import { usualCodeLimits } from "@homesafe/domain"
import { unixSeconds } from "@homesafe/protocol"
import { createService, done, makeHandle } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import { startAuthority, type TestAuthority } from "../authority.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import type { Addressee } from "./ask-for-code.ts"
import { giveCode } from "./give-code.ts"
import type { Message } from "./ways.ts"

/** Limits that no test reaches by accident. */
export const noLimits = { perHour: 1e6, perDay: 1e6, withoutNumberPerDay: 1e6, freshPerDay: 1e6, freshSeconds: 60 }

/** The authority with both ways of messages and a public server's end of the link that keeps what it is told. */
export interface TestCodes {
  readonly authority: TestAuthority
  readonly deps: AuthorityDeps
  /** Messages that were handed over, in order. */
  readonly sent: Message[]
  /** What the next messages meet; "dies" hands over and is never heard of again. */
  readonly ways: { outcome: "sent" | "refused" | "late" | "dies" }
  /** "register LOOKUP" and "withdraw LOOKUP", in order. */
  readonly told: string[]
  pass(seconds: number): void
  stop(): Promise<void>
}

export async function startCodes(): Promise<TestCodes> {
  const authority = await startAuthority()
  const [sent, told]: [Message[], string[]] = [[], []]
  const ways: TestCodes["ways"] = { outcome: "sent" }
  let passed = 0
  const link = await linkEnd(told)
  const send = async (message: Message) => {
    if (ways.outcome === "late") throw new Error("the far side is away")
    if (ways.outcome !== "refused") sent.push(message)
    if (ways.outcome === "dies") throw new Error("the answer never came")
    return ways.outcome
  }
  const start = authority.deps.clock.now()
  return {
    authority,
    deps: {
      ...authority.deps,
      clock: { now: () => unixSeconds(start + passed) },
      link: { base: await link.listen({ host: "127.0.0.1", port: 0 }) },
      codes: { codeLimits: usualCodeLimits, sms: send, mail: send },
    },
    sent,
    ways,
    told,
    pass: (seconds) => {
      passed += seconds
    },
    async stop() {
      await link.close()
      await authority.stop()
    },
  }
}

async function linkEnd(told: string[]): Promise<FastifyInstance> {
  const app = await createService({ title: "link", perMinute: null })
  const handle = makeHandle(app, async () => null)
  handle(registerUploadCode, async ({ params }) => {
    told.push(`register ${params.lookup}`)
    return done({})
  })
  handle(withdrawUploadCode, async ({ params }) => {
    told.push(`withdraw ${params.lookup}`)
    return done({})
  })
  return app
}

/** Gives a case's code on the officer's screen, as one officer may. */
export async function giveOnScreen(deps: AuthorityDeps, caseId: string, officer: string): Promise<MadeCode> {
  const wish = { id: randomUUID(), to: { way: "screen" }, laboratoryNumber: null } as const
  const given = await giveCode(deps, caseId, officer, wish)
  if (!given.ok || !given.value.made) throw new Error("no code was made")
  return given.value.made
}

/** Gives a case's code by SMS. */
export function giveBySms(deps: AuthorityDeps, caseId: string, officer: string, to: Partial<Addressee> = {}) {
  const { to: number = "+85291234567", language = "zh-Hant" } = to
  const wish = { id: randomUUID(), to: { way: "sms", number, language }, laboratoryNumber: null } as const
  return giveCode(deps, caseId, officer, wish)
}

/** Everything that stands in some tables, as text and as hex, for looking for what must not be there. */
export async function everythingIn({ admin }: TestAuthority, tables: readonly string[]): Promise<string> {
  const { sql } = await import("kysely")
  const texts: string[] = []
  for (const table of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(admin)
    texts.push(...rows.map(({ row }) => row))
  }
  return texts.join("\n")
}
