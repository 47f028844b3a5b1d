import { type Contract, isAllowed, type ReplyOf } from "@homesafe/api"
import { beyondAreas, withinAreas } from "@homesafe/db"
import { type Call, type Guard, makeHandle, type Outcome, type Refusal, refuse } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import { noteBeyond } from "./audit/note-beyond.ts"
import type { AuthorityDeps } from "./deps.ts"
import { readSession, type Session } from "./officers/sessions.ts"

/** Asks who is there and whether the contract lets them in. */
export function authorityGuard(deps: AuthorityDeps): Guard<Session | null> {
  return async (contract, request): Promise<Session | null | Refusal> => {
    if (contract.access === "anyone") return null
    const session = await readSession(deps, request)
    if (!session) return refuse("not-signed-in")
    return isAllowed(contract, session.officer.roles) ? session : refuse("not-allowed")
  }
}

/**
 * Ties contracts to handlers behind this server's guard. Here, and nowhere in a handler, it is decided whose rows the database holds for
 * a request: those of the officer's areas, or all where the contract says so (ADR 0036).
 */
export function authorityHandle(app: FastifyInstance, deps: AuthorityDeps) {
  const handle = makeHandle<Session | null>(app, authorityGuard(deps))
  return <C extends Contract>(
    contract: C,
    run: (call: Call<C, Session | null>) => Promise<Outcome<ReplyOf<C>>>,
    options?: Parameters<typeof handle>[2],
  ): void =>
    handle(
      contract,
      async (call) => {
        const { who } = call
        if (!who || contract.reach === "authority") return beyondAreas(() => run(call))
        const { id: officer, areas } = who.officer
        const outcome = await withinAreas({ officer, areas }, () => run(call))
        if (!outcome.ok && outcome.problem === "not-found" && areas.length > 0)
          call.reply.raw.once("finish", () => void noteBeyond(deps, officer, call))
        return outcome
      },
      options,
    )
}

/** See `authorityHandle`. */
export type Handle = ReturnType<typeof authorityHandle>
