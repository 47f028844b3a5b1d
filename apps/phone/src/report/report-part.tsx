import { Banner, Button, FileField, Icon, TextField } from "@homesafe/ui"
import { useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import type { ReportableProblem, ReportOutcome } from "./answer-report.ts"
import { drawAnew } from "./draw-anew.ts"
import { textForReport } from "./text-for-report.ts"

const MOST_PLACE = 160
const MOST_SHOWN = 300
/** One touch reports a code that was not accepted; where it hangs and a photo may be added. Nothing of the visitor goes along. */
export function ReportPart({ problem, text }: { readonly problem: ReportableProblem; readonly text: string }) {
  const { t } = useApp()
  const [id] = useState(() => crypto.randomUUID())
  const [place, setPlace] = useState("")
  const [photo, setPhoto] = useState("")
  const [isUnread, setUnread] = useState(false)
  const [state, setState] = useState<ReportOutcome | "idle" | "sending">("idle")
  const said = textForReport(text)
  const send = async () => {
    if (state === "sending") return
    setState("sending")
    const report = { id, problem, text: said, place: place.trim(), photo }
    const { outcome } = await ask("reportCode", report).catch(() => ({ outcome: "failed" as const }))
    setState(outcome)
  }
  const takePhoto = async (file: File) => {
    const drawn = await drawAnew(file)
    setPhoto(drawn ?? "")
    setUnread(drawn === undefined)
  }
  if (state === "sent") {
    return (
      <div role="status">
        <Banner level="corrected" icon="check" title={t("report.sent")}>
          {t("report.sentText")}
        </Banner>
      </div>
    )
  }
  return (
    <section className="stack g3" aria-label={t("report.button")}>
      {(state === "offline" || state === "busy" || state === "failed") && (
        <Banner level="fault" title={t(`report.${state}`)}>
          {t("report.notSent")}
        </Banner>
      )}
      <Button kind="quiet" wide icon="hand" busy={state === "sending"} onClick={() => void send()}>
        {t("report.button")}
      </Button>
      <p className="small soft">{t("report.what")}</p>
      <details className="card">
        <summary>
          <Icon name="info" size="s" />
          <span>{t("report.more")}</span>
          <Icon name="down" size="s" />
        </summary>
        <div className="stack g3 gap-above">
          <div className="stack g1">
            <p className="small soft">{t("report.reads")}</p>
            <p className="mono small breaks">
              <bdi>{text === "" ? t("report.saysNothing") : text.slice(0, MOST_SHOWN)}</bdi>
            </p>
            <p className="small soft">{t("report.says")}</p>
            <p className="mono small breaks">{said}</p>
          </div>
          <TextField
            label={t("report.place")}
            optional={t("state.optional")}
            maxLength={MOST_PLACE}
            value={place}
            onChange={(event) => setPlace(event.currentTarget.value)}
          />
          <FileField
            label={t("report.photo")}
            optional={t("state.optional")}
            hint={t("report.photoHint")}
            error={isUnread ? t("report.photoUnread") : undefined}
            choose={t("file.choosePhoto")}
            accept="image/*"
            onFile={(file) => void takePhoto(file)}
          />
        </div>
      </details>
    </section>
  )
}
