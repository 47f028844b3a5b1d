import { getCardFiles } from "@homesafe/api"
import {
  type Bytes,
  type Catalogue,
  type Hex,
  hexOf,
  isPastRetention,
  readDayFile,
  serviceDay,
  serviceDayOf,
  sha256,
  textOfUtf8,
  type UnixSeconds,
} from "@homesafe/protocol"
import { type FetchFile, fetchList, NO_FILES } from "../feed/fetch-list.ts"
import type { Keeper } from "../keeper/keeper.ts"
import type { KeptBatch } from "../keeper/open-database.ts"
import type { CheckProblem } from "../keeper/views.ts"
import { sendRequest } from "../network/send-request.ts"

/** Everything public that a card is looked into with: the same for each card of the same buckets. */
export interface CardFacts {
  readonly dep: Hex
  readonly offset: number
  /** The newest list, and all rows of the last 31 days in the order in which they must be compared. */
  readonly list: { readonly seq: number; readonly t: number }
  readonly batches: readonly KeptBatch[]
  readonly hold: readonly number[]
  readonly templates: Catalogue["templates"]
  readonly files: readonly { readonly day: number; readonly records: readonly Bytes[] }[]
}
/** Why nothing could be looked up. */
export type FetchProblem = CheckProblem

type Outcome = { readonly ok: true; readonly facts: CardFacts } | { readonly ok: false; readonly problem: FetchProblem }
const bad = (problem: FetchProblem): Outcome => ({ ok: false, problem })

const INDEX_BYTES = 16_000_000

/** Fetches the whole list and all card records of these buckets, verified, and keeps none of it: only the requests are logged. Spec §11. */
export async function fetchForCard(
  { db, trust, catalogue }: Pick<Keeper, "db" | "trust" | "catalogue">,
  buckets: readonly number[],
  now: UnixSeconds,
): Promise<Outcome> {
  const get = async (what: "list-head" | "list-file" | "card-list" | "card-file", path: string, limit: number) => {
    const reply = await sendRequest(db, { what, path, limit, now })
    if (reply?.status === 404) return "missing"
    return reply?.status === 200 && reply.isWhole ? reply.bytes : undefined
  }
  const fetchFile: FetchFile = (name, bytes) =>
    get(name === "head" ? "list-head" : "list-file", `/feed/${name}`, bytes ?? INDEX_BYTES)
  // As a phone that knows nothing yet: then the list is the whole window, and nothing of this phone's own state is touched.
  const known = { dep: trust.dep, trust, feed: null, ...NO_FILES }
  const fetched = await fetchList(fetchFile, known, now)
  if (!fetched.ok) return bad(fetched.problem)
  const list = fetched.value
  const records = await fetchRecords(get, buckets, serviceDayOf(now, trust.offset))
  if (!records.ok) return bad(records.problem)
  return {
    ok: true,
    facts: {
      dep: trust.dep,
      offset: trust.offset,
      list: { seq: list.feed.seq, t: list.feed.t },
      batches: list.batches,
      hold: list.hold,
      templates: (list.catalogue?.catalogue ?? catalogue).templates,
      files: records.files,
    },
  }
}

async function fetchRecords(
  get: (what: "card-list" | "card-file", path: string, limit: number) => Promise<Bytes | "missing" | undefined>,
  buckets: readonly number[],
  today: ReturnType<typeof serviceDayOf>,
): Promise<
  { readonly ok: true; readonly files: CardFacts["files"] } | { readonly ok: false; readonly problem: FetchProblem }
> {
  const served = await get("card-list", getCardFiles.path, INDEX_BYTES)
  if (served === undefined) return { ok: false, problem: "offline" }
  const listed = served === "missing" ? undefined : readIndex(served)
  if (!listed) return { ok: false, problem: "not-accepted" }
  const files: CardFacts["files"][number][] = []
  for (const { day, bucket, sha256: name, bytes } of listed) {
    if (!buckets.includes(bucket) || isPastRetention(serviceDay(day), today)) continue
    const file = await get("card-file", `/feed/cards/${name}`, bytes)
    if (file === undefined) return { ok: false, problem: "offline" }
    // Its day may have ended between the two requests.
    if (file === "missing") continue
    const read = readDayFile(file)
    const isOurs = read.ok && hexOf(sha256(file)) === name && read.value.day === day && read.value.bucket === bucket
    if (!isOurs) return { ok: false, problem: "not-accepted" }
    files.push({ day, records: read.value.records })
  }
  return { ok: true, files }
}

function readIndex(bytes: Uint8Array) {
  const text = textOfUtf8(bytes)
  if (text === undefined) return undefined
  try {
    const read = getCardFiles.reply.safeParse(JSON.parse(text))
    return read.success ? read.data.files : undefined
  } catch {
    return undefined // JSON's only way to say "not JSON"
  }
}
