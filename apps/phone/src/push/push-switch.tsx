import { Banner, Switch } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { type PushProblem, switchPushOff, switchPushOn } from "./switch-push.ts"

/** The switch of the daily notification, with the one exception to "one origin" named on it. */
export function PushSwitch() {
  const { t, say } = useApp()
  const [host, setHost] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<PushProblem | null>(null)
  useEffect(() => {
    void ask("pushState", {}).then((state) => setHost(state.host))
  }, [])
  const flip = async (on: boolean) => {
    setBusy(true)
    const failed = on ? await switchPushOn() : await switchPushOff()
    setProblem(failed)
    setHost((await ask("pushState", {})).host)
    setBusy(false)
    if (!failed) say(t(on ? "push.isOn" : "push.isOff"))
  }
  return (
    <div className="stack g2">
      <Switch
        label={t("push.label")}
        hint={host ? t("push.hintOn", { host }) : t("push.hint")}
        checked={host !== null}
        aria-busy={isBusy}
        disabled={isBusy}
        onChange={(event) => void flip(event.currentTarget.checked)}
      />
      {problem && (
        <Banner level="fault" title={t(`push.problem.${problem}.title`)}>
          {t(`push.problem.${problem}.text`)}
        </Banner>
      )}
    </div>
  )
}
