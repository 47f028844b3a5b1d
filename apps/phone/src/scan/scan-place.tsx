import { useEffect, useState } from "react"
import { ask, nowSeconds } from "../keeper/ask-keeper.ts"
import type { ScanOutcome } from "../keeper/commands.ts"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { CheckedInPage } from "../visit/checked-in-page.tsx"
import { type Ended, LeftPage } from "../visit/left-page.tsx"
import { RefusedCode } from "./refused-code.tsx"
import { ScanPage } from "./scan-page.tsx"
import { signal } from "./signals.ts"

type Refusal = Extract<ScanOutcome, { ok: false }>["problem"]

// A link's code is taken once, however often the page is shown again.
let takenText: string | null = null

/** The first place of the app: the scanner, or the visit that is open. */
export function ScanPlace({ scanned }: { readonly scanned: string | null }) {
  const { overview } = useApp()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [isScanning, setScanning] = useState(overview.open === null)
  const [isAgain, setAgain] = useState(false)
  const [isNew, setNew] = useState(false)
  // The camera stays closed here: it still sees the poster, and would check in again.
  const [ended, setEnded] = useState<Ended | null>(null)

  const take = async (text: string) => {
    const outcome = await ask("checkIn", { text })
    signal(outcome.ok ? "in" : "refused")
    if (!outcome.ok) return setRefusal(outcome.problem)
    setAgain(outcome.isAgain)
    setNew(true)
    setScanning(false)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for the code that a link brought.
  useEffect(() => {
    if (scanned === null || scanned === takenText) return
    takenText = scanned
    void take(scanned)
  }, [])

  const { open } = overview
  const undo = async (visit: VisitView) => {
    await ask("undoCheckIn", { id: visit.id })
    setEnded({ how: "undone", visit })
  }
  const leave = async (visit: VisitView) => {
    const left = await ask("leave", { id: visit.id, at: nowSeconds() })
    signal("out")
    setEnded({ how: "left", visit: left.visit ?? visit })
  }
  const scanNext = () => {
    setRefusal(null)
    setEnded(null)
    setScanning(true)
  }
  if (ended) return <LeftPage ended={ended} onScan={scanNext} />
  if (refusal) return <RefusedCode problem={refusal} onAgain={scanNext} />
  if (open && !isScanning) {
    return (
      <CheckedInPage
        visit={open}
        isNew={isNew}
        isAgain={isAgain}
        onLeave={() => void leave(open)}
        onUndo={() => void undo(open)}
        onScanNext={scanNext}
      />
    )
  }
  return <ScanPage onText={(text) => void take(text)} open={open} onShowOpen={() => setScanning(false)} />
}
