import type { UnixSeconds } from "@homesafe/protocol"
import { useEffect, useState } from "react"
import { useGate } from "../app/context.ts"
import type { KeptScreen } from "../keys/gate-database.ts"
import { CODE_SECONDS, type CodeNow, codeTimeOf, makeCode } from "./make-code.ts"

/** The code of this half minute, or nothing while the next one is being made: an older one is never shown. */
export function useCode(screen: KeptScreen, moment: UnixSeconds): CodeNow | undefined {
  const { database, facts } = useGate()
  const t = codeTimeOf(moment)
  const [made, setMade] = useState<{ readonly t: UnixSeconds; readonly code: CodeNow }>()
  useEffect(() => {
    let isGone = false
    void makeCode(database, screen, facts, t, location.host).then((code) => {
      if (!isGone) setMade({ t, code })
    })
    return () => {
      isGone = true
    }
  }, [database, screen, facts, t])
  // The last half minute's code stands until the next is drawn, a few milliseconds later; never longer.
  const isLast = made !== undefined && made.t + CODE_SECONDS === t
  return made?.t === t || isLast ? made?.code : undefined
}
