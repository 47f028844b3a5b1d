import { useEffect, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import type { ScanOutcome } from "../keeper/commands.ts"
import { useApp } from "../shell/app-context.ts"
import { CheckedInPage } from "../visit/checked-in-page.tsx"
import { RefusedCode } from "./refused-code.tsx"
import { ScanPage } from "./scan-page.tsx"
import { signal } from "./signals.ts"

type Refusal = Extract<ScanOutcome, { ok: false }>["problem"]

// A link's code is taken once, however often the page is shown again.
let takenText: string | null = null

/** The first place of the app: the scanner, or the visit that is open. */
export function ScanPlace({ scanned }: { readonly scanned: string | null }) {
  const { t, overview, say } = useApp()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [isScanning, setScanning] = useState(overview.open === null)
  const [isAgain, setAgain] = useState(false)
  const [isNew, setNew] = useState(false)

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
  const undo = async (id: string) => {
    await ask("undoCheckIn", { id })
    setScanning(true)
    say(t("visit.undone"))
  }
  const leave = async (id: string) => {
    await ask("leave", { id, at: Math.floor(Date.now() / 1000) })
    signal("out")
    setScanning(true)
    say(t("visit.left"))
  }
  if (refusal) return <RefusedCode problem={refusal} onAgain={() => setRefusal(null)} />
  if (open && !isScanning) {
    return (
      <CheckedInPage
        visit={open}
        isNew={isNew}
        isAgain={isAgain}
        onLeave={() => void leave(open.id)}
        onUndo={() => void undo(open.id)}
        onScanNext={() => setScanning(true)}
      />
    )
  }
  return <ScanPage onText={(text) => void take(text)} open={open} onShowOpen={() => setScanning(false)} />
}
