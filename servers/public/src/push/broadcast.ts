import { readEnvelope, readManifest, type ServiceDay, serviceDayOf, startOfServiceDay } from "@homesafe/protocol"
import type { Logger } from "pino"
import type { PublicDeps } from "../deps.ts"
import type { Deliver, PushAddress } from "./deliver-message.ts"
import { claimSubscriptions, dropSubscription, noteAnswer } from "./subscriptions.ts"

/** Messages on their way at the same time. */
const AT_ONCE = 20

/** What became of a broadcast's messages. */
export interface BroadcastCounts {
  sent: number
  /** The endpoint is gone (404, 410), and so is the subscription. */
  gone: number
  /** Answered otherwise; noted, and not tried again today. */
  refused: number
  /** Nobody answered, or asked to wait; tried once more, and then tomorrow. */
  failed: number
}

/**
 * Sends the day's message to everyone who asked for it, once the day's first list is in place and the moment has come, whatever the list
 * holds. May be called at any time by any number of servers: a subscription gets at most one message a service day.
 */
export async function broadcastDue(deps: PublicDeps, log?: Logger): Promise<BroadcastCounts | null> {
  const { push, clock, offset } = deps
  if (!push) return null
  const today = serviceDayOf(clock.now(), offset)
  if (clock.now() < startOfServiceDay(today, offset) + push.afterSeconds) return null
  if ((await dayOfHead(deps)) !== today) return null
  const counts = { sent: 0, gone: 0, refused: 0, failed: 0 }
  const again: PushAddress[] = []
  for (let batch = await claimSubscriptions(deps, today, AT_ONCE); batch.length > 0; ) {
    again.push(...(await sendAll(deps, push.deliver, batch, counts)))
    batch = await claimSubscriptions(deps, today, AT_ONCE)
  }
  for (let i = 0; i < again.length; i += AT_ONCE) {
    const left = await sendAll(deps, push.deliver, again.slice(i, i + AT_ONCE), counts)
    counts.failed += left.length
  }
  if (Object.values(counts).some((n) => n > 0)) log?.info({ ...counts }, "push-broadcast")
  return counts
}

/** The service day of the list that is in place. */
async function dayOfHead({ feed, offset }: PublicDeps): Promise<ServiceDay | undefined> {
  const head = await feed.getNamed("head")
  const envelope = head && readEnvelope(head)
  const manifest = envelope?.ok ? readManifest(envelope.value.bytes) : undefined
  return manifest?.ok ? serviceDayOf(manifest.value.t, offset) : undefined
}

/** Sends one batch, counts what is settled, and gives back those that nobody answered for. */
async function sendAll(
  deps: PublicDeps,
  deliver: Deliver,
  batch: readonly PushAddress[],
  counts: BroadcastCounts,
): Promise<PushAddress[]> {
  const open = await Promise.all(
    batch.map(async (address): Promise<PushAddress[]> => {
      const outcome = outcomeOf(await deliver(address))
      if (outcome === "failed") return [address]
      counts[outcome]++
      if (outcome === "gone") await dropSubscription(deps, address.endpoint)
      else await noteAnswer(deps, address.endpoint, outcome === "sent")
      return []
    }),
  )
  return open.flat()
}

function outcomeOf(status: number): keyof BroadcastCounts {
  if (status >= 200 && status < 300) return "sent"
  if (status === 404 || status === 410) return "gone"
  return status === 0 || status === 429 || status >= 500 ? "failed" : "refused"
}
