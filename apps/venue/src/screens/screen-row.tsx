import { type CallProblem, call, hasRight, removeScreen, type Screen, type Venue } from "@homesafe/api"
import { MOST_DEVICE_DAYS } from "@homesafe/protocol/venue"
import { Banner, Button, Chip, Dialog } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { formatServiceDay } from "../app/days.ts"

const tones = { asked: "line", granted: "ok", refused: "fault" } as const

/** One screen: where it stands, and the way to give it up after a clear question. */
export function ScreenRow({
  venue,
  screen,
  door,
  onChanged,
}: {
  readonly venue: Venue
  readonly screen: Screen
  /** Name of its entrance. */
  readonly door: string
  readonly onChanged: () => Promise<void>
}) {
  const { t } = usePortal()
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const end = screen.kioskKey.slice(-6)
  const remove = async () => {
    setBusy(true)
    const removed = await call(removeScreen, { params: { id: venue.id, screen: screen.id } })
    setProblem(removed.ok ? null : removed.problem)
    if (removed.ok) {
      setAsking(false)
      await onChanged()
    }
    setBusy(false)
  }
  return (
    <li className="list-row wrap">
      <span className="grow">
        <span className="t block">{door}</span>
        <span className="d block">{t("screens.keyEnds", { end })}</span>
        {screen.removedOn !== null && (
          <span className="d block">
            {t("screens.removedText", {
              date: formatServiceDay(screen.removedOn + MOST_DEVICE_DAYS - 1, t.language),
            })}
          </span>
        )}
      </span>
      {screen.removedOn !== null ? (
        <Chip tone="line" icon="no">
          {t("screens.removed")}
        </Chip>
      ) : (
        <>
          <Chip tone={tones[screen.state]}>{t(`screens.state.${screen.state}`)}</Chip>
          {hasRight(venue.role, "change") && (
            <Button
              kind="quiet"
              icon="no"
              aria-label={t("screens.removeOf", { entrance: door, end })}
              onClick={() => setAsking(true)}
            >
              {t("screens.remove")}
            </Button>
          )}
        </>
      )}
      <Dialog
        open={isAsking}
        title={t("screens.removeTitle", { entrance: door })}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {t("screens.keep")}
            </Button>
            <Button kind="danger" busy={isBusy} onClick={() => void remove()}>
              {t("screens.removeDo")}
            </Button>
          </>
        }
      >
        <div className="stack g3">
          <ul className="bullets">
            <li>{t("screens.removeMeans1")}</li>
            <li>{t("screens.removeMeans2", { n: MOST_DEVICE_DAYS })}</li>
            <li>{t("screens.removeMeans3")}</li>
          </ul>
          {problem !== null && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
        </div>
      </Dialog>
    </li>
  )
}
