import { Banner, Button } from "@homesafe/ui"
import { useEffect } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { SixDigits } from "./check-number.tsx"
import { MovePart } from "./move-part.tsx"
import type { ReceiveNews } from "./receive-diary.ts"

type Taken = Extract<ReceiveNews, { state: "taken" }>

/** What has come, and the word that the old phone waits for. */
export function TakenPart({ news, onRetry }: { readonly news: Taken; readonly onRetry: () => void }) {
  const { t, go, checkNow } = useApp()
  const { taken, ackNumber, isTold } = news
  // biome-ignore lint/correctness/useExhaustiveDependencies: once: what has come is compared with the list.
  useEffect(() => {
    if (navigator.onLine) void checkNow()
  }, [])
  useEffect(() => {
    if (isTold) return
    const timer = setInterval(onRetry, 3000)
    return () => clearInterval(timer)
  }, [isTold, onRetry])
  const leave = async () => {
    await ask("endOffer", {})
    go("/diary")
  }
  const { visits, same } = taken
  const words =
    visits > 0
      ? t("move.taken.text", { visits, days: Math.max(1, taken.days) })
      : same > 0
        ? t("move.taken.same", { n: same })
        : t("move.taken.none")
  return (
    <MovePart
      title={t("move.taken.title")}
      dock={
        <Button wide big icon="diary" onClick={() => void leave()}>
          {t("move.toDiary")}
        </Button>
      }
    >
      <Banner level="corrected" icon="check" title={t("move.taken.title")}>
        {words}
      </Banner>
      {visits > 0 && same > 0 && <p>{t("move.taken.same", { n: same })}</p>}
      {taken.unplaced > 0 && <Banner level="caution" title={t("move.taken.unplaced", { n: taken.unplaced })} />}
      {!taken.isBesideTaken && <Banner level="caution" title={t("move.taken.beside")} />}
      {isTold && <p role="status">{t("move.taken.told")}</p>}
      <div className="card stack g2">
        <p>{t("move.taken.number")}</p>
        <SixDigits digits={ackNumber} label={t("move.old.number")} />
      </div>
    </MovePart>
  )
}
