import { templates } from "@homesafe/domain"
import { readEnvelope, readManifest, serviceDayOf } from "@homesafe/protocol"
import { matchRows, matchShard, type Store } from "@homesafe/protocol/visitor"

/** Milliseconds between two looks at the list, unless others are asked for. */
const LOOK = 15_000

/** The town's phones compare themselves with each new list; what they find is told as a count. Returns what ends it. */
export function watchTown(
  phones: readonly Store[],
  {
    publicOrigin,
    dep,
    offset,
    say,
    every = LOOK,
  }: { publicOrigin: string; dep: string; offset: number; say: (line: string) => void; every?: number },
): () => void {
  let last = 0
  const warned = new Set<number>()
  const look = async () => {
    const head = await fetch(`${publicOrigin}/feed/head`)
    if (!head.ok) return
    const envelope = readEnvelope(new Uint8Array(await head.arrayBuffer()))
    const manifest = envelope.ok ? readManifest(envelope.value.bytes) : undefined
    if (!manifest?.ok || manifest.value.seq === last) return
    const { seq, t, batch } = manifest.value
    last = seq
    const [cell] = batch.cells
    if (!cell) return
    const shard = new Uint8Array(await (await fetch(`${publicOrigin}/feed/${cell.sha256}`)).arrayBuffer())
    const today = serviceDayOf(t, offset)
    const expected = {
      seq,
      salt: batch.salt,
      cell: cell.cell,
      n: cell.n,
      today,
      dep,
      templates: new Set(templates.map((x) => x.n)),
    }
    let isNews = false
    for (const [i, phone] of phones.entries()) {
      const found = matchShard(shard, expected, matchRows(phone, today))
      for (const match of found.ok ? found.value.matches : []) {
        if (match.message.withdrawn) warned.delete(i)
        else if (match.minutes > 0) warned.add(i)
        isNews = true
      }
    }
    if (isNews) say(`list ${seq}: ${warned.size} of the town's ${phones.length} phones show a warning`)
  }
  const timer = setInterval(() => void look().catch(() => {}), every)
  timer.unref()
  return () => clearInterval(timer)
}
