import { Banner, Button, TextField } from "@homesafe/ui"
import { type FormEvent, useEffect, useRef, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { forgetDiaryMark, markDiary } from "../start/diary-marker.ts"
import { MovePart } from "./move-part.tsx"
import { MOVED_ADDRESS } from "./moved-address.ts"
import { saveFile } from "./save-file.ts"

// Between two questions whether the new phone has answered.
const LOOK_MS = 3000

/** Nothing is erased before the new phone has said that it has everything: by the relay, or in digits that a person types. */
export function WaitForAnswer({
  how,
  keepsCopy,
  onBack,
}: {
  readonly how: "relay" | "file"
  readonly keepsCopy: boolean
  readonly onBack: () => void
}) {
  const { t, overview, say, go } = useApp()
  const [typed, setTyped] = useState("")
  const [isWrong, setWrong] = useState(false)
  const [hasChanged, setChanged] = useState(false)
  const isEnding = useRef(false)

  const end = async () => {
    if (isEnding.current) return
    isEnding.current = true
    const addressBefore = location.pathname
    if (!keepsCopy) {
      // The store closes in the very next moment, and then the start page looks where it is.
      history.replaceState(null, "", MOVED_ADDRESS)
      forgetDiaryMark()
    }
    const { outcome } = await ask("endTransfer", { keepsCopy })
    if (outcome === "erased") return location.replace(MOVED_ADDRESS)
    history.replaceState(null, "", addressBefore)
    markDiary(overview.since)
    if (outcome === "changed") return setChanged(true)
    say(t(outcome === "copy-kept" ? "move.old.copyKept" : "move.old.stopped"))
    go("/settings")
  }
  const look = async (number: string | null) => {
    const { state } = await ask("checkTransferAck", { typed: number })
    if (state === "answered") await end()
    setWrong(state === "wrong-number")
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks for as long as this page is open.
  useEffect(() => {
    if (how === "file") return
    const timer = setInterval(() => void look(null), LOOK_MS)
    return () => clearInterval(timer)
  }, [how])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void look(typed)
  }
  const saveAgain = async () => {
    const sent = await ask("sendTransfer", { how: "file" })
    if (sent.ok && sent.box) saveFile(sent.box)
  }
  const stop = async () => {
    await ask("stopTransfer", {})
    say(t("move.old.stopped"))
    onBack()
  }
  if (hasChanged) {
    return (
      <MovePart title={t("move.isOld")} onBack={onBack}>
        <Banner level="caution" title={t("move.old.changed")}>
          {t("move.old.changedText")}
        </Banner>
      </MovePart>
    )
  }
  return (
    <MovePart title={t("move.isOld")}>
      {how === "relay" ? (
        <div className="stack g2">
          <p role="status">
            <strong>{t("move.old.waiting")}</strong>
          </p>
          <progress aria-label={t("move.old.waiting")} />
        </div>
      ) : (
        <Banner level="corrected" icon="check" title={t("move.old.fileSaved")} />
      )}
      <p className="soft">{t("move.old.waitingText")}</p>
      <form className="stack g3" onSubmit={submit}>
        <TextField
          label={t("move.old.number")}
          hint={t("move.old.numberHint")}
          inputMode="numeric"
          autoComplete="off"
          required
          value={typed}
          error={isWrong ? t("move.old.numberWrong") : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" wide kind={how === "file" ? "primary" : "quiet"}>
          {t("move.old.done")}
        </Button>
      </form>
      <div className="stack g2">
        <Button kind="quiet" wide icon="save" onClick={() => void saveAgain()}>
          {t(how === "file" ? "move.old.saveAgain" : "move.old.saveInstead")}
        </Button>
        <Button kind="quiet" wide icon="x" onClick={() => void stop()}>
          {t("move.old.cancel")}
        </Button>
      </div>
    </MovePart>
  )
}
