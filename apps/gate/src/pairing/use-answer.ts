import { serviceDayOf } from "@homesafe/protocol"
import { screenAck } from "@homesafe/protocol/venue"
import { useEffect, useState } from "react"
import { useGate } from "../app/context.ts"
import type { KeptScreen } from "../keys/gate-database.ts"
import { random } from "../keys/screen-keys.ts"
import { now } from "../time/use-now.ts"
import { fetchAnswer, sendAck } from "./relay.ts"
import { type AnswerProblem, takeAnswer } from "./take-answer.ts"

const ASK_MS = 2000

/** What the wait for the portal has come to. */
export type Waiting =
  | { readonly state: "waiting" | "offline" }
  | { readonly state: "refused"; readonly problem: AnswerProblem }
  | { readonly state: "taken"; readonly days: number }

/** Asks the relay until the portal's answer is there and takes it; what is not genuine is refused, and another relay id is shown. */
export function useAnswer(screen: KeptScreen): Waiting {
  const { database, facts, look } = useGate()
  const [waiting, setWaiting] = useState<Waiting>({ state: "waiting" })
  const { trust } = facts
  useEffect(() => {
    let isGone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      const fetched = await fetchAnswer(screen.relayId)
      if (isGone) return
      if (fetched.state !== "here") {
        setWaiting((before) =>
          before.state === "refused" ? before : { state: fetched.state === "offline" ? "offline" : "waiting" },
        )
        timer = setTimeout(() => void ask(), ASK_MS)
        return
      }
      const today = serviceDayOf(now(), trust.offset)
      const taken = await takeAnswer(database, screen, fetched.bytes, { trust, today })
      if (taken.ok) {
        await sendAck(screen.relayId, screenAck(fetched.bytes))
        if (!isGone) setWaiting({ state: "taken", days: taken.days })
        return
      }
      await database.put("single", { ...screen, relayId: random(16) })
      if (!isGone) setWaiting({ state: "refused", problem: taken.problem })
      await look()
    }
    void ask()
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [database, trust, screen, look])
  return waiting
}
