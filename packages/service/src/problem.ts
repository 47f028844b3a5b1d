import { type ProblemCode, problemReply, problemStatus } from "@homesafe/api"
import type { FastifyReply } from "fastify"

/** What a handler answers where it cannot do what was asked. */
export interface Refusal {
  readonly ok: false
  readonly problem: ProblemCode
  readonly field?: string
}

/** A handler's outcome: a value of the contract, or a problem of the table. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Refusal

/** The good outcome. */
export function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** The other outcome. */
export function refuse(problem: ProblemCode, field?: string): Refusal {
  return field === undefined ? { ok: false, problem } : { ok: false, problem, field }
}

/** Sends a problem (RFC 9457). */
export function sendProblem(reply: FastifyReply, problem: ProblemCode, field?: string): FastifyReply {
  return reply
    .code(problemStatus[problem])
    .header("content-type", "application/problem+json")
    .serializer(JSON.stringify)
    .send(problemReply(problem, field))
}
