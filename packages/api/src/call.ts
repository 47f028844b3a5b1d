import type { BodyOf, Contract, ReplyOf } from "./contract.ts"
import { isProblemCode, type ProblemCode } from "./problems.ts"

/** The far side answered with a problem of the table, or could not be reached ("offline"). */
export type CallProblem = ProblemCode | "offline"
/** A call's outcome; nothing is thrown for what can be expected. */
export type CallResult<R> =
  | { readonly ok: true; readonly value: R }
  | { readonly ok: false; readonly problem: CallProblem; readonly field?: string }

/** What a call needs beyond the contract. `fetch` and `base` are given by servers and tests; a page needs neither. */
export interface CallOptions<C extends Contract> {
  readonly body?: BodyOf<C>
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number>>
  readonly base?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly fetch?: typeof fetch
}

/** The address of a contract's route with its parameters filled in. */
export function pathOf(c: Pick<Contract, "path">, params: Readonly<Record<string, string | number>> = {}): string {
  return c.path.replace(/:([a-zA-Z0-9]+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
}

/** Calls a route by its contract and reads the reply with the contract's own schema. */
export async function call<C extends Contract>(c: C, options: CallOptions<C> = {}): Promise<CallResult<ReplyOf<C>>> {
  const query = options.query
    ? `?${new URLSearchParams(Object.entries(options.query).map(([k, v]): [string, string] => [k, String(v)]))}`
    : ""
  let response: Response
  try {
    response = await (options.fetch ?? fetch)(`${options.base ?? ""}${pathOf(c, options.params)}${query}`, {
      method: c.method,
      credentials: "same-origin",
      ...(options.body === undefined
        ? { headers: { ...options.headers } }
        : {
            headers: { "content-type": "application/json", ...options.headers },
            body: JSON.stringify(options.body),
          }),
    })
  } catch {
    return { ok: false, problem: "offline" }
  }
  const json: unknown = await response.json().catch(() => undefined)
  if (!response.ok) return readProblem(json)
  const read = c.reply.safeParse(json)
  if (!read.success) return { ok: false, problem: "unexpected" }
  return { ok: true, value: read.data as ReplyOf<C> } // as: safeParse has just proved it
}

function readProblem(json: unknown): { ok: false; problem: ProblemCode; field?: string } {
  if (typeof json !== "object" || json === null || !("problem" in json) || !isProblemCode(json.problem)) {
    return { ok: false, problem: "unexpected" }
  }
  return "field" in json && typeof json.field === "string"
    ? { ok: false, problem: json.problem, field: json.field }
    : { ok: false, problem: json.problem }
}
