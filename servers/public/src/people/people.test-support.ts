import { randomBytes, randomUUID } from "node:crypto"
import type { VenueRole } from "@homesafe/api"
import type { Mail } from "@homesafe/service/mail"
import type { FastifyInstance } from "fastify"
import { createLinkApp, createPublicApp } from "../app.ts"
import type { PublicDeps } from "../deps.ts"
import { sendQueued } from "../operators/queue-mail.ts"
import { makeSignInToken, openSession } from "../operators/sessions.ts"
import { startPublic, type TestPublic } from "../public.test-support.ts"
import { makeOwner } from "./members.ts"

/** Somebody who is signed in. */
export interface TestPerson {
  readonly id: string
  readonly mail: string
  readonly session: string
}

/** The public server with its two doors, and every mail that it handed over. */
export interface TestPeople {
  readonly server: TestPublic
  readonly deps: PublicDeps
  readonly app: FastifyInstance
  readonly link: FastifyInstance
  signIn(mail?: string): Promise<TestPerson>
  /** A reviewed venue with these people. */
  addVenue(people: Readonly<Record<string, VenueRole>>): Promise<{ readonly id: string; readonly commit: string }>
  /** Calls the open door as a person, or as nobody. */
  ask(who: TestPerson | null, call: string, payload?: object, headers?: Record<string, string>): Promise<Answer>
  /** Calls the link as the authority's server. */
  askLink(call: string, payload?: object): Promise<Answer>
  /** Mails that were sent to an address since the last call of this. */
  mailsTo(mail: string): Promise<readonly Mail[]>
  stop(): Promise<void>
}

interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into what came.
  readonly json: any
}

/** The kind and the token of the link in a mail. */
export function linkIn(mail: Mail | undefined): { readonly kind: string; readonly token: string } {
  const [, kind = "", token = ""] = /#([a-z-]+)\.([\w-]{43})/.exec(mail?.text ?? "") ?? []
  return { kind, token }
}

/** Starts a server of its own. */
export async function startPeople(): Promise<TestPeople> {
  const server = await startPublic()
  let sent: Mail[] = []
  const sendMail = async (mail: Mail) => void sent.push(mail)
  const limits = { ...server.deps.limits, mailsPerMinute: 100_000 }
  const deps = { ...server.deps, sendMail, limits }
  const app = await createPublicApp(deps)
  const link = await createLinkApp(deps)
  const answerOf = async (to: FastifyInstance, call: string, payload: object | undefined, headers: object) => {
    const [method, url] = call.split(" ") as ["GET" | "POST" | "PUT" | "DELETE", string] // as: the tests write it so
    const reply = await to.inject({ method, url, headers: { ...headers }, ...(payload ? { payload } : {}) })
    return { status: reply.statusCode, json: reply.json() }
  }
  return {
    server,
    deps,
    app,
    link,
    async signIn(mail = `${randomUUID()}@go.test`) {
      const opened = await openSession(deps, await makeSignInToken(deps, mail, "en"))
      if (!opened) throw new Error("no session")
      return { ...opened.operator, session: opened.session }
    },
    async addVenue(people) {
      const commit = randomBytes(16)
      const [first = ""] = Object.keys(people)
      const application = {
        names: { en: "Hoi Fung Market", hant: "海豐街市" },
        address: { en: "1 Road", hant: "道1號" },
        category: 4,
        registerNumber: "R1",
        notBefore: 20_241,
        commit: commit.toString("hex"),
        entrances: [{ names: null, staffOnly: false }],
      }
      const row = { operator_id: first, application: JSON.stringify(application), commit, reason: null }
      const { id } = await deps.db
        .insertInto("venues")
        .values({ ...row, state: "reviewed" })
        .returning("id")
        .executeTakeFirstOrThrow()
      for (const [operator, role] of Object.entries(people)) {
        if (role === "owner") await makeOwner(deps.db, id, operator)
        else await deps.db.insertInto("venue_members").values({ venue_id: id, operator_id: operator, role }).execute()
      }
      return { id, commit: application.commit }
    },
    ask: (who, call, payload, headers = {}) =>
      answerOf(app, call, payload, {
        "sec-fetch-site": "same-origin",
        ...(who ? { cookie: `homesafe-operator=${who.session}` } : {}),
        ...headers,
      }),
    askLink: (call, payload) => answerOf(link, call, payload, { authorization: `Bearer ${deps.linkToken}` }),
    async mailsTo(mail) {
      await sendQueued(deps)
      const found = sent.filter(({ to }) => to === mail)
      sent = sent.filter(({ to }) => to !== mail)
      return found
    },
    async stop() {
      await Promise.all([app.close(), link.close()])
      await server.stop()
    },
  }
}
