import { type CallResult, call, finishOidc, type ReplyOf, startOidc, startOidcStepUp } from "@homesafe/api"

/** The identity provider's answer, as it stood in the address when this page was opened. */
export type OidcAnswer = { readonly kind: "answer"; readonly query: string } | { readonly kind: "begin" }

/** Milliseconds for which a fresh check in its own window is waited for. */
const WAIT_MS = 5 * 60_000
const CHANNEL = "homesafe-oidc"

/** Takes the provider's answer out of the address and the history: a code in it is nobody else's to read. */
export function takeOidcAnswer(): OidcAnswer | null {
  if (location.pathname !== "/oidc") return null
  const query = location.search.slice(1)
  history.replaceState(null, "", "/oidc")
  return query === "begin" ? { kind: "begin" } : { kind: "answer", query }
}

/** Goes to the provider's page; answers only where that was refused. */
export async function goToProvider(
  invitation: { readonly token: string; readonly name: string } | null,
): Promise<CallResult<unknown>> {
  return follow(await call(startOidc, { body: { invitation } }))
}

/** See `goToProvider`: for a fresh check of who is signed in. */
export async function goForCheck(): Promise<CallResult<unknown>> {
  return follow(await call(startOidcStepUp, { body: {} }))
}

function follow(started: CallResult<{ readonly address: string }>): CallResult<unknown> {
  if (started.ok) location.assign(started.value.address)
  return started
}

/** Sends the answer to the console's own server, and tells the page that waits for it. */
export async function finish(query: string): Promise<CallResult<ReplyOf<typeof finishOidc>>> {
  const finished = await call(finishOidc, { body: { query } })
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(finished.ok)
  channel.close()
  return finished
}

/** Has the officer show themselves anew in a window of its own: what is on this page stays as it is. */
export function checkInWindow(): Promise<boolean> {
  return new Promise((answer) => {
    const channel = new BroadcastChannel(CHANNEL)
    const end = (isDone: boolean) => {
      clearTimeout(limit)
      channel.close()
      answer(isDone)
    }
    const limit = setTimeout(() => end(false), WAIT_MS)
    channel.onmessage = ({ data }) => end(data === true)
    open("/oidc?begin", "_blank", "popup,width=520,height=720")
  })
}
