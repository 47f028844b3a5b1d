import { pathOf, sendForm } from "@homesafe/api"
import { isPastRetention, serviceDay, serviceDayOf, type TrustList, type UnixSeconds } from "@homesafe/protocol"
import type { GateDatabase, KeptForm } from "../keys/gate-database.ts"

/** Sends the sealed forms that wait. Each leaves the device's queue when the server has it durably; what does not arrive goes again as it is. */
export async function sendForms(
  database: GateDatabase,
  trust: Pick<TrustList, "offset">,
  now: UnixSeconds,
  send: typeof fetch = (...given) => fetch(...given),
): Promise<void> {
  const today = serviceDayOf(now, trust.offset)
  for (const key of await database.getAllKeys("forms")) {
    const form = await database.get("forms", key)
    if (!form) continue
    // After 31 days the server would delete it at once.
    const outcome = isPastRetention(serviceDay(form.day), today) ? "gone" : await sendOne(form, send)
    if (outcome === "later") return
    if (outcome === "gone") await database.delete("forms", key)
  }
}

/** The same, one at a time over all tabs of this device: whoever comes while another sends leaves it to that one. */
export async function sendFormsAlone(...given: Parameters<typeof sendForms>): Promise<void> {
  await navigator.locks.request("forms", { ifAvailable: true }, (lock) => (lock ? sendForms(...given) : undefined))
}

/** `refused` is a day that the server does not take yet, as where this device's clock runs ahead: it waits and holds up no other. */
async function sendOne({ body }: KeptForm, send: typeof fetch): Promise<"gone" | "refused" | "later"> {
  const answer = await send(pathOf(sendForm), {
    method: sendForm.method,
    headers: { "content-type": sendForm.contentType },
    body,
    credentials: "omit",
    referrerPolicy: "no-referrer",
  }).catch(() => undefined) // no network: later
  if (answer?.status === 204) return "gone"
  return answer?.status === 400 ? "refused" : "later"
}
