import { Button, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useGate } from "../app/context.ts"
import type { KeptSettings } from "../keys/gate-database.ts"
import { changeSettings } from "../keys/settings.ts"
import { isShutterAddress } from "./shutter.ts"

const MOST_PEOPLE = 99_999

/** How many may be inside, and the shutter on this very device that "let in" opens; both off until they are filled in. */
export function SettingsForm({
  settings,
  onChanged,
}: {
  readonly settings: KeptSettings
  readonly onChanged: () => void
}) {
  const { t, database } = useGate()
  const [capacity, setCapacity] = useState(settings.capacity === null ? "" : String(settings.capacity))
  const [shutter, setShutter] = useState(settings.shutter)
  const [isSaved, setSaved] = useState(false)
  const [wrong, setWrong] = useState<{ readonly capacity: boolean; readonly shutter: boolean }>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const number = capacity.trim() === "" ? null : Number(capacity)
    const isNumber = number === null || (Number.isInteger(number) && number > 0 && number <= MOST_PEOPLE)
    const isAddress = shutter.trim() === "" || isShutterAddress(shutter.trim())
    setWrong({ capacity: !isNumber, shutter: !isAddress })
    setSaved(false)
    if (!isNumber || !isAddress) return
    await changeSettings(database, () => ({ capacity: number, shutter: shutter.trim() }))
    setSaved(true)
    onChanged()
  }
  return (
    <form className="stack g3" onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={t("settings.capacity")}
        optional={t("state.optional")}
        inputMode="numeric"
        value={capacity}
        error={wrong?.capacity ? t("settings.capacityWrong") : undefined}
        onChange={(event) => setCapacity(event.currentTarget.value)}
      />
      <TextField
        label={t("shutter.label")}
        optional={t("state.optional")}
        hint={t("shutter.hint")}
        placeholder="http://127.0.0.1:8123/open"
        value={shutter}
        error={wrong?.shutter ? t("shutter.wrong") : undefined}
        onChange={(event) => setShutter(event.currentTarget.value)}
      />
      <Button type="submit" kind="quiet">
        {t("action.save")}
      </Button>
      {isSaved && (
        <p className="small" role="status">
          {t("settings.saved")}
        </p>
      )}
    </form>
  )
}
