import { formatTime } from "@homesafe/i18n"
import { Banner, Button } from "@homesafe/ui"
import { useEffect, useRef, useState } from "react"
import { ask, nowSeconds } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { CameraView, type PhotoState } from "../scan/camera-view.tsx"
import { signal } from "../scan/signals.ts"
import { useApp } from "../shell/app-context.ts"
import { useSpeech } from "../speech/use-speech.ts"
import type { RefusalProblem } from "../visit/answer-visits.ts"
import { PlaceName, useVenueName } from "../visit/place-name.tsx"
import { ElderPage, ElderStatus } from "./elder-page.tsx"

type State =
  | { readonly name: "home" }
  | { readonly name: "camera" }
  | { readonly name: "in"; readonly visit: VisitView }
  | { readonly name: "left"; readonly visit: VisitView }
  | { readonly name: "refused"; readonly problem: RefusalProblem }
  | { readonly name: "never" }

// A link's code is taken once, however often the page is shown again.
let takenText: string | null = null

/** One large button: scan, or leave. What came of it is said aloud where the system has a voice. */
export function ElderPlace({ scanned }: { readonly scanned: string | null }) {
  const { t, overview } = useApp()
  const speech = useSpeech(t.language)
  const venueName = useVenueName()
  const [state, setState] = useState<State>({ name: "home" })
  const [photo, setPhoto] = useState<PhotoState>("none")
  const time = (at: number) => formatTime(at * 1000, t.language, overview.timeZone)
  const open = overview.open[0]
  const isLeaving = useRef(false)

  const take = async (text: string) => {
    const outcome = await ask("checkIn", { text, isWished: false })
    if (outcome.ok) {
      signal("in")
      speech.say(t("elder.said.in", { venue: venueName(outcome.visit.names) }))
      return setState({ name: "in", visit: outcome.visit })
    }
    if (outcome.problem === "no-code-needed") {
      speech.say(`${t("never.noCode")} ${t("never.goIn")}`)
      return setState({ name: "never" })
    }
    signal("refused")
    speech.say(`${t(`refused.${outcome.problem}.title`)} ${t("refused.goIn")}`)
    setState({ name: "refused", problem: outcome.problem })
  }
  const leave = async (visit: VisitView) => {
    if (isLeaving.current) return
    isLeaving.current = true
    await ask("leave", { id: visit.id, at: nowSeconds() }).finally(() => {
      isLeaving.current = false
    })
    signal("out")
    speech.say(t("elder.said.left", { venue: venueName(visit.names) }))
    setState({ name: "left", visit })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for the code that a link brought.
  useEffect(() => {
    if (scanned === null || scanned === takenText) return
    takenText = scanned
    void take(scanned)
  }, [])

  const canSpeak = speech.canSpeak
  if (state.name === "camera") {
    return (
      <ElderPage canSpeak={canSpeak}>
        <div className="stack g3">
          <CameraView onText={(text) => void take(text)} onPhoto={setPhoto} />
          {photo !== "none" && photo !== "reading" && (
            <Banner level="fault" title={t(`scan.photo.${photo}.title`)}>
              {t(`scan.photo.${photo}.text`)}
            </Banner>
          )}
        </div>
        <Button kind="quiet" big wide onClick={() => setState({ name: "home" })}>
          {t("elder.back")}
        </Button>
      </ElderPage>
    )
  }
  const shown = state.name === "in" ? state.visit : state.name === "home" ? open : undefined
  return (
    <ElderPage
      canSpeak={canSpeak}
      {...(shown
        ? { icon: "leave" as const, act: t("visit.leaveNow"), onAct: () => void leave(shown) }
        : { icon: "scan" as const, act: t("elder.scan"), onAct: () => setState({ name: "camera" }) })}
    >
      {shown ? (
        <div className="stack g1" role="status">
          <p className="lead">
            <b>{t("visit.in")}</b>
          </p>
          <p className="elder-name">
            <PlaceName names={shown.names} part="venue" />
          </p>
          <p className="soft num">{time(shown.arrivedAt)}</p>
        </div>
      ) : state.name === "left" ? (
        <p className="lead" role="status">
          <b>{t("visit.left")}</b> <PlaceName names={state.visit.names} part="venue" />
        </p>
      ) : state.name === "refused" ? (
        <Banner level="fault" title={t(`refused.${state.problem}.title`)}>
          {t("refused.goIn")}
        </Banner>
      ) : state.name === "never" ? (
        <Banner level="info" icon="leave" title={`${t("never.noCode")} ${t("never.goIn")}`}>
          {t("never.text")}
        </Banner>
      ) : (
        <ElderStatus />
      )}
    </ElderPage>
  )
}
