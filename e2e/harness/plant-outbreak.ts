import { randomUUID } from "node:crypto"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import type { Page } from "@playwright/test"
import { OFFSET, type System } from "./run-system.ts"

/** Days from an exposure to the onset of measles. */
const INCUBATION = 11

/**
 * Opens measles cases that met at registered venues, as an officer who interviewed them would: the first was infectious at the first place, the
 * others were there within the hour, fell ill eleven days later, and some of them met again elsewhere.
 */
export async function plantOutbreak(
  officer: Page,
  system: System,
  { place, again, infected }: { readonly place: string; readonly again?: string; readonly infected: number },
): Promise<void> {
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000) + system.clockOffset()), OFFSET)
  const met = today - INCUBATION - 2
  const send = async (method: "GET" | "POST" | "PUT", path: string, data?: object): Promise<unknown> => {
    const headers = { origin: system.consoleOrigin }
    const reply = await officer.request.fetch(`${system.consoleOrigin}${path}`, {
      method,
      headers,
      ...(data ? { data } : {}),
    })
    if (!reply.ok()) throw new Error(`${path}: ${await reply.text()}`)
    return reply.json()
  }
  const venueOf = async (name: string) => {
    const found = await send("GET", `/v1/venues?find=${encodeURIComponent(name)}`)
    const { venues } = found as { venues: { id: string }[] } // as: the contract's reply
    return venues[0]?.id ?? ""
  }
  const [venue, second] = [await venueOf(place), again === undefined ? "" : await venueOf(again)]
  for (let i = 0; i <= infected; i++) {
    const onset = i === 0 ? met + 1 : Math.min(today, met + INCUBATION + (i % 3))
    const opened = await send("POST", "/v1/cases", { pathogen: 1, onset, tested: Math.min(today, onset + 1) })
    const { id } = opened as { id: string } // as: the contract's reply
    const stay = (day: number, at: string) =>
      send("PUT", `/v1/cases/${id}/interview-visits/${randomUUID()}`, {
        place: { venue: at },
        from: { day, minute: 480 + i },
        until: { day, minute: 540 + i },
        how: "memory",
      })
    await stay(met, venue)
    if (second !== "" && i % 2 === 1) await stay(met + 1, second)
  }
}
