import { Button, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useGate } from "../app/context.ts"
import { useNow } from "../time/use-now.ts"
import { tryPin } from "./pin.ts"

/** Before the staff's page: the PIN, and a longer wait after each wrong one. */
export function PinPage({ onRight, onBack }: { readonly onRight: () => void; readonly onBack: () => void }) {
  const { t, database } = useGate()
  const moment = useNow()
  const [pin, setTyped] = useState("")
  const [isWrong, setWrong] = useState(false)
  const [notBefore, setNotBefore] = useState(0)
  const [isBusy, setBusy] = useState(false)
  const seconds = notBefore - moment
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    const outcome = await tryPin(database, pin, moment)
    setBusy(false)
    if (outcome.state === "right") return onRight()
    setTyped("")
    setWrong(outcome.state === "wrong")
    setNotBefore(outcome.notBefore)
  }
  const error = seconds > 0 ? t("pin.wait", { seconds }) : isWrong ? t("pin.wrong") : undefined
  return (
    <main className="page narrow stack g5">
      <form className="stack g4" onSubmit={(event) => void submit(event)} noValidate>
        <h1>{t("pin.title")}</h1>
        <TextField
          label={t("pin.enter")}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          value={pin}
          error={error}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" busy={isBusy}>
          {t("pin.open")}
        </Button>
      </form>
      <Button kind="plain" icon="back" onClick={onBack}>
        {t("staff.back")}
      </Button>
    </main>
  )
}
