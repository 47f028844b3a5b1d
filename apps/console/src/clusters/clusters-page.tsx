import { Banner, Button, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { problemText } from "../session/problem-text.ts"
import { PurposeCard } from "../session/purpose-card.tsx"
import { ReportView } from "./report-view.tsx"
import { useAnalysis } from "./use-analysis.ts"
import { type FilledWindow, lastWeeks, WindowFields, windowOf } from "./window-fields.tsx"

/** Which places connect cases: a window and a disease, a purpose and a passkey, then what was found. */
export function ClustersPage() {
  const { t, deployment, officer } = useConsole()
  const [window, setWindow] = useState(() => lastWeeks(deployment.offset))
  const { state, start, forget } = useAnalysis()
  if (state.is === "done") return <ReportView report={state.report} onAgain={forget} />
  return (
    <div className="stack g5">
      <PageHead title={t("clusters.title")} />
      <p className="soft measure">{t("clusters.text")}</p>
      {!officer.roles.includes("tracer") && <Banner level="info">{t("clusters.notTracer")}</Banner>}
      {state.is === "refused" && (
        <Banner level="fault">
          {state.problem === "too-large" ? t("clusters.tooLarge") : problemText(t, state.problem)}
        </Banner>
      )}
      {state.is === "failed" && (
        <Banner level="fault" title={t("clusters.failed")}>
          {t("clusters.failedText")}
        </Banner>
      )}
      {state.is === "running" ? (
        <Running percent={state.percent} onStop={forget} />
      ) : (
        officer.roles.includes("tracer") && <Ask window={window} onWindow={setWindow} onStart={start} />
      )}
    </div>
  )
}

function Ask({
  window,
  onWindow,
  onStart,
}: {
  readonly window: FilledWindow
  readonly onWindow: (window: FilledWindow) => void
  readonly onStart: ReturnType<typeof useAnalysis>["start"]
}) {
  const { t } = useConsole()
  const [fault, setFault] = useState<string | null>(null)
  return (
    <>
      <WindowFields window={window} onWindow={onWindow} />
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      <PurposeCard
        text={t("clusters.readText")}
        action={t("clusters.start")}
        onRead={async (purpose) => {
          const filled = windowOf(window)
          setFault(filled ? null : t("clusters.windowFault"))
          if (filled) await onStart({ ...filled, purpose })
        }}
      />
    </>
  )
}

function Running({ percent, onStop }: { readonly percent: number; readonly onStop: () => void }) {
  const { t } = useConsole()
  return (
    <section className="card stack g4" aria-busy="true">
      <p role="status">{t("clusters.running")}</p>
      <progress aria-label={t("clusters.running")} max={100} value={percent} />
      <p className="num soft">{t("clusters.percent", { n: percent })}</p>
      <div>
        <Button kind="quiet" icon="x" onClick={onStop}>
          {t("clusters.stop")}
        </Button>
      </div>
    </section>
  )
}
