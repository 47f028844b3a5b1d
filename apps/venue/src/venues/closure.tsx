import { type CallProblem, call, closeVenue, hasRight, type Venue } from "@homesafe/api"
import { formatDate } from "@homesafe/i18n"
import { Banner, Button, Dialog } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"

/** For so long the server opens a closed venue again. */
const UNDO_MS = 7 * 86_400_000

/** Closes a venue after a clear question. */
export function CloseVenue({ venue, onChanged }: { readonly venue: Venue; readonly onChanged: () => Promise<void> }) {
  const { t } = usePortal()
  const [isAsking, setAsking] = useState(false)
  const change = useClosure(venue, onChanged)
  return (
    <section className="stack g3" aria-labelledby="closure">
      <h2 id="closure">{t("close.title")}</h2>
      <p>{t("close.lead")}</p>
      {change.problem && <Banner level="fault">{t(`problem.${change.problem}`)}</Banner>}
      <p>
        <Button kind="quiet" icon="no" onClick={() => setAsking(true)}>
          {t("close.ask")}
        </Button>
      </p>
      <Dialog
        open={isAsking}
        title={t("close.question", { venue: nameIn(venue.names, t.language) })}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {t("close.keep")}
            </Button>
            <Button
              kind="danger"
              busy={change.isBusy}
              onClick={() => void change.set(true).then(() => setAsking(false))}
            >
              {t("close.do")}
            </Button>
          </>
        }
      >
        <ul className="bullets">
          <li>{t("close.means1")}</li>
          <li>{t("close.means2")}</li>
          <li>{t("close.means3")}</li>
        </ul>
      </Dialog>
    </section>
  )
}

/** Says that a venue is closed, and opens it again while that can be done. */
export function ClosedBanner({ venue, onChanged }: { readonly venue: Venue; readonly onChanged: () => Promise<void> }) {
  const { t, deployment } = usePortal()
  const change = useClosure(venue, onChanged)
  if (venue.closedAt === null) return null
  const until = venue.closedAt * 1000 + UNDO_MS
  const date = (at: number) => formatDate(at, t.language, deployment.timeZone)
  return (
    <Banner level="caution" icon="no" title={t("close.closed", { date: date(venue.closedAt * 1000) })}>
      <div className="stack g3">
        <p>{t("close.closedText")}</p>
        {change.problem && <p>{t(`problem.${change.problem}`)}</p>}
        {hasRight(venue.role, "close") && Date.now() < until ? (
          <>
            <p>{t("close.undoUntil", { date: date(until) })}</p>
            <p>
              <Button kind="quiet" icon="undo" busy={change.isBusy} onClick={() => void change.set(false)}>
                {t("close.undo")}
              </Button>
            </p>
          </>
        ) : (
          Date.now() >= until && <p>{t("close.forGood")}</p>
        )}
      </div>
    </Banner>
  )
}

function useClosure(venue: Venue, onChanged: () => Promise<void>) {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const set = async (closed: boolean) => {
    setBusy(true)
    const answer = await call(closeVenue, { params: { id: venue.id }, body: { closed } })
    setProblem(answer.ok ? null : answer.problem)
    if (answer.ok) await onChanged()
    setBusy(false)
  }
  return { isBusy, problem, set }
}
