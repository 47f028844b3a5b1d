import type { BodyOf, Contract, ReplyOf } from "@homesafe/api"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type * as z from "zod"
import { type Outcome, type Refusal, sendProblem } from "./problem.ts"

/** What a handler is given: everything already read by the contract's schemas. */
export interface Call<C extends Contract, Who> {
  readonly body: BodyOf<C>
  readonly params: Readonly<Record<string, string>>
  readonly query: C["query"] extends z.core.$ZodType ? z.infer<C["query"]> : undefined
  readonly who: Who
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Decides from the contract's access rule who is asking, or refuses. */
export type Guard<Who> = (contract: Contract, request: FastifyRequest) => Promise<Who | Refusal>

/** Ties a contract to its handler; the guard runs before the handler on every call. */
export function makeHandle<Who>(app: FastifyInstance, guard: Guard<Who>) {
  return function handle<C extends Contract>(
    contract: C,
    run: (call: Call<C, Who>) => Promise<Outcome<ReplyOf<C>>>,
    options: { readonly perMinute?: number; readonly bodyBytes?: number } = {},
  ): void {
    app.route({
      method: contract.method,
      url: contract.path,
      schema: {
        summary: contract.summary,
        tags: [String(contract.access)],
        ...(contract.body ? { body: contract.body } : {}),
        ...(contract.query ? { querystring: contract.query } : {}),
        response: { 200: contract.reply },
      },
      ...(options.bodyBytes ? { bodyLimit: options.bodyBytes } : {}),
      ...(options.perMinute ? { config: { rateLimit: { max: options.perMinute, timeWindow: "1 minute" } } } : {}),
      // Before a byte of the body is read: whoever may not call gives the server nothing to parse, whatever its form.
      preParsing: async (request, reply) => {
        if (isCrossSite(contract, request)) return sendProblem(reply, "cross-site")
        const who = await guard(contract, request)
        if (isRefusal(who)) return sendProblem(reply, who.problem)
        if (holdsZeroByte(request.params)) return sendProblem(reply, "not-found")
        asking.set(request, who)
      },
      handler: async (request, reply) => {
        if (holdsZeroByte(request.body) || holdsZeroByte(request.query)) return sendProblem(reply, "malformed")
        const outcome = await run({
          // as: Fastify has just read these with the contract's own schemas
          body: request.body as BodyOf<C>,
          params: request.params as Record<string, string>,
          query: request.query as Call<C, Who>["query"],
          who: asking.get(request) as Who,
          request,
          reply,
        })
        if (!outcome.ok) return sendProblem(reply, outcome.problem, outcome.field)
        void reply.header("cache-control", "no-store")
        return reply.send(outcome.value)
      },
    })
  }
}

const asking = new WeakMap<FastifyRequest, unknown>()

/** PostgreSQL keeps no text with a zero byte, so nothing has such a name, and no text that we keep may hold one. */
function holdsZeroByte(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0")
  if (typeof value !== "object" || value === null) return false
  return Object.entries(value).some(([name, inner]) => name.includes("\0") || holdsZeroByte(inner))
}

function isRefusal(who: unknown): who is Refusal {
  return typeof who === "object" && who !== null && "ok" in who && who.ok === false
}

/** A state change that a browser sends from another site, or that does not say where it comes from (ASVS 3.5). */
function isCrossSite(contract: Contract, request: FastifyRequest): boolean {
  if (contract.method === "GET" || contract.access === "internal" || contract.access === "authority-link") return false
  const site = request.headers["sec-fetch-site"]
  if (site !== undefined) return site !== "same-origin"
  // A sandboxed frame sends the word "null", which is no address.
  const origin = URL.parse(request.headers.origin ?? "")
  return origin === null || origin.host !== request.headers.host
}
