import { lazy, useEffect, useRef, useState } from "react"
import { ask, nowSeconds } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import type { FavouriteCode, FavouriteView } from "../places/favourites.ts"
import { useApp } from "../shell/app-context.ts"
import { handTransferText, isTransferText } from "../transfer/handed-text.ts"
import { handCode } from "../upload/handed-code.ts"
import type { RefusalProblem, ScanOutcome } from "../visit/answer-visits.ts"
import { CheckedInPage } from "../visit/checked-in-page.tsx"
import { leaveDueVisits } from "../visit/leave-due-visits.ts"
import { type Ended, LeftPage } from "../visit/left-page.tsx"
import { useVenueName } from "../visit/place-name.tsx"
import { type FreshVisit, takeFresh } from "./fresh-visit.ts"
import { ScanPage } from "./scan-page.tsx"
import { signal } from "./signals.ts"

// Answers that few scans end with: files of their own, kept on the phone from the first visit on.
const NeverAskedPage = lazy(async () => ({ default: (await import("./never-asked-page.tsx")).NeverAskedPage }))
const ForeignCode = lazy(async () => ({ default: (await import("./foreign-code.tsx")).ForeignCode }))
const RefusedCode = lazy(async () => ({ default: (await import("./refused-code.tsx")).RefusedCode }))

type Place =
  | { readonly name: "camera" }
  | { readonly name: "visit"; readonly id: string }
  | { readonly name: "left"; readonly ended: Ended }
  | {
      readonly name: "refused"
      readonly problem: RefusalProblem
      readonly isDropped: boolean
      readonly text: string | null
    }
  | { readonly name: "never"; readonly text: string; readonly asked: NeverAsked }
/** What the keeper is writing down: said to be done when it is kept, and not before. */
type Going = { readonly act: "leave" | "undo"; readonly visit: VisitView }
type NeverAsked = Extract<ScanOutcome, { problem: "no-code-needed" }>

// A link's code is taken once, however often the page is shown again.
let takenText: string | null = null

/** The first place of the app: the scanner, or the visit that is open. */
export function ScanPlace({ scanned }: { readonly scanned: string | null }) {
  const { overview, t, say, go } = useApp()
  const venueName = useVenueName()
  const [fresh, setFresh] = useState<FreshVisit | null>(takeFresh)
  const first = fresh?.visit ?? overview.open[0]
  const [place, setPlace] = useState<Place>(first ? { name: "visit", id: first.id } : { name: "camera" })
  const now = useRef(place)
  now.current = place
  const [going, setGoing] = useState<Going | null>(null)
  // Right after a check-in the overview has not heard of the visit yet.
  const [awaited, setAwaited] = useState<VisitView | null>(fresh?.visit ?? null)
  useEffect(() => {
    if (overview.open.some(({ id }) => id === awaited?.id)) setAwaited(null)
  }, [overview, awaited])

  const arrive = (outcome: Extract<ScanOutcome, { ok: true }>, code: FavouriteCode | null) => {
    const { visit, isAgain, ended } = outcome
    setFresh({ visit, isAgain, ended, code })
    setAwaited(visit)
    setPlace({ name: "visit", id: visit.id })
  }
  const take = async (text: string, isWished = false) => {
    const { digits } = await ask("scannedCode", { text })
    if (digits !== null) {
      handCode(digits)
      return go("/share")
    }
    if (isTransferText(text)) {
      handTransferText(text)
      return go("/settings/move")
    }
    const outcome = await ask("checkIn", { text, isWished })
    if (outcome.ok) {
      signal("in")
      return arrive(outcome, { kind: "text", text })
    }
    if (outcome.problem === "no-code-needed") return setPlace({ name: "never", text, asked: outcome })
    signal("refused")
    setPlace({ name: "refused", problem: outcome.problem, isDropped: false, text })
  }
  const tap = async ({ id }: FavouriteView) => {
    const outcome = await ask("checkInAtFavourite", { id })
    signal(outcome.ok ? "in" : "refused")
    if (outcome.ok) return arrive(outcome, null)
    if (outcome.problem !== "no-code-needed")
      setPlace({ name: "refused", problem: outcome.problem, isDropped: outcome.isDropped, text: null })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what a link or a notification brought.
  useEffect(() => {
    void leaveDueVisits(overview.open).then((left) => {
      if (left) setPlace({ name: "left", ended: { how: "left", visit: left } })
    })
    if (scanned === null || scanned === takenText) return
    takenText = scanned
    void take(scanned)
  }, [])

  /** A second touch while the first is being kept does nothing. */
  const keep = async (act: Going["act"], visit: VisitView, change: () => Promise<void>) => {
    if (going) return
    setGoing({ act, visit })
    await change().finally(() => setGoing(null))
  }
  const undo = (visit: VisitView) =>
    keep("undo", visit, async () => {
      const from = place
      const [last] = (await ask("undoCheckIn", { id: visit.id })).reopened
      if (now.current === from) setPlace({ name: "left", ended: { how: "undone", visit } })
      if (last) say(t("visit.reopened", { venue: venueName(last.names) }))
    })
  const leave = (visit: VisitView) =>
    keep("leave", visit, async () => {
      const from = place
      const at = visit.leftAt ?? nowSeconds()
      if (visit.leftAt === null) await ask("leave", { id: visit.id, at })
      signal("out")
      // Whoever has gone on to the camera meanwhile is not called back.
      const isElsewhere = now.current !== from || (from.name === "visit" && from.id !== visit.id)
      if (isElsewhere) say(t("visit.leftToast", { venue: venueName(visit.names) }))
      else setPlace({ name: "left", ended: { how: "left", visit: { ...visit, leftAt: at } } })
    })
  const show = (visit: VisitView) => setPlace({ name: "visit", id: visit.id })
  const scanNext = () => setPlace({ name: "camera" })

  switch (place.name) {
    case "left":
      return <LeftPage ended={place.ended} onScan={scanNext} onShow={show} onLeave={(visit) => void leave(visit)} />
    case "refused": {
      const refused = <RefusedCode {...place} onAgain={scanNext} onLeave={(visit) => void leave(visit)} />
      if (place.problem !== "not-our-code" || place.text === null) return refused
      return <ForeignCode key={place.text} text={place.text} onAgain={scanNext} otherwise={refused} />
    }
    case "never":
      return (
        <NeverAskedPage
          {...place.asked}
          onKeep={() => void take(place.text, true)}
          onLeaveOut={() => {
            say(t("never.notKept"))
            scanNext()
          }}
        />
      )
    default:
  }
  const shown = place.name === "visit" ? visitToShow(place.id, overview.open, awaited, going) : undefined
  if (!shown) {
    return (
      <ScanPage
        onText={(text) => void take(text)}
        onFavourite={(favourite) => void tap(favourite)}
        onShowOpen={show}
        onLeave={(visit) => void leave(visit)}
      />
    )
  }
  return (
    <CheckedInPage
      key={shown.id}
      visit={shown}
      news={fresh?.visit.id === shown.id ? fresh : null}
      going={going?.visit.id === shown.id ? going.act : null}
      others={overview.open.filter(({ id }) => id !== shown.id)}
      onShow={show}
      onLeave={(visit) => void leave(visit)}
      onUndo={() => void undo(shown)}
      onScanNext={scanNext}
    />
  )
}

/** The visit that was chosen, until its end is kept and told; when it has ended by itself, another that goes on. */
function visitToShow(
  id: string,
  open: readonly VisitView[],
  awaited: VisitView | null,
  going: Going | null,
): VisitView | undefined {
  const chosen = [...open, awaited, going?.visit].find((each) => each?.id === id)
  return chosen ?? open[0]
}
