import { formatTime } from "@homesafe/i18n"
import { Banner, DoorTile, Icon } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { ask, nowSeconds } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import type { DoorView } from "./answer-door.ts"

/** What staff compare at the door: this minute's picture, and the answer to a digit that they say. It names nobody. */
export function DoorProofPart({ visit }: { readonly visit: VisitView }) {
  const { t, overview } = useApp()
  const door = useDoor(visit.id)
  const [digit, setDigit] = useState<number | null>(null)
  if (door.state === "none") return null
  if (door.state === "scan-again") {
    return (
      <div className="part">
        <Banner level="info" title={t("door.scanAgain")} />
      </div>
    )
  }
  const answer = (digit === null ? undefined : door.digits[digit]) ?? door.unasked
  return (
    <section className="part stack g2" aria-label={t("door.title")}>
      <p className="small soft">{digit === null ? t("door.show") : t("door.answers", { digit })}</p>
      <DoorTile answer={answer} t={t} />
      <p className="xs soft">
        {t("door.minute", { time: formatTime(door.minute * 1000, t.language, overview.timeZone) })}
      </p>
      <details>
        <summary>
          <Icon name="people" size="s" />
          <span>{t("door.digit")}</span>
          <Icon name="down" size="s" />
        </summary>
        <fieldset className="digits" aria-label={t("door.digits")}>
          {door.digits.map((_, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the digits 0 to 9 themselves.
            <button key={n} type="button" aria-pressed={digit === n} onClick={() => setDigit(digit === n ? null : n)}>
              {n}
            </button>
          ))}
        </fieldset>
      </details>
    </section>
  )
}

/** Asks anew whenever another answer is due, and when the page comes back into sight. */
function useDoor(id: string): DoorView {
  const [door, setDoor] = useState<DoorView>({ state: "none" })
  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      clearTimeout(timer)
      const next = await ask("doorProof", { id })
      if (isOver) return
      setDoor(next)
      if (next.state === "shown") timer = setTimeout(() => void look(), Math.max(1, next.until - nowSeconds()) * 1000)
    }
    const visible = () => document.visibilityState === "visible" && void look()
    void look()
    document.addEventListener("visibilitychange", visible)
    return () => {
      isOver = true
      clearTimeout(timer)
      document.removeEventListener("visibilitychange", visible)
    }
  }, [id])
  return door
}
