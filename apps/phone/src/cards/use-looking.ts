import { bucketsOf, type CardInside } from "@homesafe/protocol/visitor"
import { useEffect, useRef, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import type { FetchProblem } from "./fetch-for-card.ts"
import type { CardFindings } from "./look-into-records.ts"
import { startLooking } from "./start-looking.ts"

/** How looking into a card goes. */
export type Looking =
  | { readonly state: "fetching" }
  | { readonly state: "trying"; readonly tried: number; readonly of: number }
  | { readonly state: "failed"; readonly problem: FetchProblem | "broken" }
  | {
      readonly state: "found"
      readonly findings: CardFindings
      readonly list: { readonly seq: number; readonly t: number }
      readonly hadPin: boolean
    }

/** Fetches, opens, compares, and holds the answer as long as the page is shown; leaving it forgets everything. */
export function useLooking(): readonly [
  looking: Looking,
  look: (card: CardInside, pin: string | null) => void,
  forget: () => void,
] {
  const [looking, setLooking] = useState<Looking>({ state: "fetching" })
  // The thread of the newest look; an older look's words are not heard any more.
  const current = useRef({ round: 0, stop: () => {} })
  const forget = () => {
    current.current.stop()
    current.current = { round: current.current.round + 1, stop: () => {} }
    setLooking({ state: "fetching" })
  }
  useEffect(() => () => current.current.stop(), [])
  const look = async ({ seed }: CardInside, pin: string | null) => {
    forget()
    const { round } = current.current
    const say = (next: Looking) => {
      if (current.current.round === round) setLooking(next)
    }
    const { cardBits } = await ask("cardWorld", {})
    const fetched = await ask("fetchForCard", { buckets: bucketsOf(seed, cardBits) })
    if (current.current.round !== round) return
    if (!fetched.ok) return say({ state: "failed", problem: fetched.problem })
    const { facts } = fetched
    const { found, stop } = startLooking({ seed, pin, facts }, (tried, of) => say({ state: "trying", tried, of }))
    current.current = { round, stop }
    const findings = await found
    say({ state: "found", findings, list: facts.list, hadPin: pin !== null })
  }
  const start = (card: CardInside, pin: string | null) => {
    look(card, pin).catch(() => setLooking({ state: "failed", problem: "broken" }))
  }
  return [looking, start, forget]
}
