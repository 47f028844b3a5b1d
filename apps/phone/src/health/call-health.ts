import { type CallOptions, type CallResult, type Contract, call, type ReplyOf } from "@homesafe/api"
import { ask } from "../keeper/ask-keeper.ts"

/** Calls the health-code service and writes the call down where its owner can read it (S25, S40). */
export async function callHealth<C extends Contract>(
  contract: C,
  options: CallOptions<C> = {},
): Promise<CallResult<ReplyOf<C>>> {
  let down = 0
  let isAnswered = false
  let path = ""
  const counted: typeof fetch = async (input, init) => {
    path = String(input)
    const response = await fetch(input, { ...init, referrerPolicy: "no-referrer", cache: "no-store" })
    const body = await response.arrayBuffer()
    down = body.byteLength
    isAnswered = true
    return new Response(body, response)
  }
  const result = await call(contract, { ...options, fetch: counted })
  const up = options.body === undefined ? 0 : new TextEncoder().encode(JSON.stringify(options.body)).length
  await ask("noteHealthCall", { path, up, down, isAnswered })
  return result
}
