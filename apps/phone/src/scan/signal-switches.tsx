import { Switch } from "@homesafe/ui"
import { useState } from "react"
import { useApp } from "../shell/app-context.ts"
import { canVibrate, chooseSignals, readSignals, type SignalChoice } from "./signals.ts"

/** Sound and vibration, each with a switch of its own. */
export function SignalSwitches() {
  const { t } = useApp()
  const [choice, setChoice] = useState(readSignals)
  const choose = (next: SignalChoice) => {
    chooseSignals(next)
    setChoice(next)
  }
  return (
    <>
      <Switch
        label={t("settings.sound")}
        hint={t("settings.signalsHint")}
        checked={choice.sound}
        onChange={(event) => choose({ ...choice, sound: event.currentTarget.checked })}
      />
      {canVibrate() && (
        <Switch
          label={t("settings.vibration")}
          checked={choice.vibration}
          onChange={(event) => choose({ ...choice, vibration: event.currentTarget.checked })}
        />
      )}
    </>
  )
}
