import type { PhoneDatabase } from "../keeper/open-database.ts"
import type { LoggedRequest } from "../keeper/views.ts"

/** A request as the app may make it: to its own origin, without cookies, and written down. */
export interface WantedRequest {
  readonly what: LoggedRequest["what"]
  readonly mark?: string
  readonly path: string
  readonly method?: "GET" | "POST" | "PUT" | "DELETE"
  readonly body?: Uint8Array<ArrayBuffer>
  /** The body's type; bytes unless told. */
  readonly type?: "application/json"
  /** What an earlier attempt has brought: only the rest is asked for. */
  readonly have?: Uint8Array<ArrayBuffer>
  /** Bytes of an answer at the most, `have` included; a longer one is broken off and not believed. */
  readonly limit: number
  readonly now: number
}
/** What came back; nothing when nobody answered. */
export type Reply =
  | {
      readonly status: number
      readonly bytes: Uint8Array<ArrayBuffer>
      /** False: it broke off, and `bytes` are its beginning. */
      readonly isWhole: boolean
      /** The answer's media type, for telling a captive portal's page from ours. */
      readonly type: string
    }
  | undefined

/** Sends a request and writes it into the log that the visitor can read (S25, S40). */
export async function sendRequest(db: PhoneDatabase, wanted: WantedRequest): Promise<Reply> {
  const reply = await tryFetch(wanted)
  const { what, mark, path, now, body, have } = wanted
  const isResumed = reply?.status === 206
  await db.add("requests", {
    at: now,
    what,
    ...(mark === undefined ? {} : { mark }),
    path,
    up: body?.length ?? 0,
    down: (reply?.bytes.length ?? 0) - (isResumed ? (have?.length ?? 0) : 0),
    isAnswered: reply !== undefined,
  })
  return reply
}

async function tryFetch(wanted: WantedRequest): Promise<Reply> {
  const { path, body, have, type = "application/octet-stream", method = body ? "POST" : "GET" } = wanted
  const patience = new AbortController()
  const wait = patiently(patience)
  let response: Response
  try {
    response = await fetch(path, {
      method,
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      signal: patience.signal,
      headers: {
        ...(body ? { "content-type": type } : {}),
        ...(have?.length ? { range: `bytes=${have.length}-` } : {}),
      },
      ...(body ? { body } : {}),
    })
  } catch {
    wait.end()
    return undefined // no network, or nobody answers
  }
  const before = response.status === 206 && have ? [have] : []
  const { bytes, isWhole } = await readBody(response, before, wanted.limit, wait.begin)
  wait.end()
  return { status: response.status, bytes, isWhole, type: response.headers.get("content-type") ?? "" }
}

// A network that takes a request and says nothing is no network: after so long without a byte the request is given up.
const PATIENCE_MS = 30_000

function patiently(controller: AbortController): { readonly begin: () => void; readonly end: () => void } {
  let timer = setTimeout(() => controller.abort(), PATIENCE_MS)
  const end = () => clearTimeout(timer)
  const begin = () => {
    end()
    timer = setTimeout(() => controller.abort(), PATIENCE_MS)
  }
  return { begin, end }
}

async function readBody(
  response: Response,
  before: readonly Uint8Array<ArrayBuffer>[],
  limit: number,
  onBytes: () => void,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; isWhole: boolean }> {
  const pieces = [...before]
  let length = before.reduce((sum, piece) => sum + piece.length, 0)
  const reader = response.body?.getReader()
  let isWhole = true
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      length += next.value.length
      if (length > limit) {
        await reader?.cancel()
        return { bytes: new Uint8Array(), isWhole: false }
      }
      pieces.push(next.value)
      onBytes()
    }
  } catch {
    isWhole = false // it broke off
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return { bytes, isWhole }
}

/** Forgets log entries older than the diary itself. `before` in seconds. */
export async function forgetRequests(db: PhoneDatabase, before: number): Promise<void> {
  for (const name of ["requests", "checks"] as const) {
    const table = db.transaction(name, "readwrite").store
    for (let cursor = await table.openCursor(); cursor && cursor.value.at < before; cursor = await cursor.continue()) {
      await cursor.delete()
    }
  }
}
