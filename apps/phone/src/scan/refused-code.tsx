import { Banner, Button } from "@homesafe/ui"
import { lazy, Suspense } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { isReportable } from "../report/is-reportable.ts"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import type { RefusalProblem } from "../visit/answer-visits.ts"
import { OpenVisits } from "../visit/open-visits.tsx"

const ReportPart = lazy(async () => ({ default: (await import("../report/report-part.tsx")).ReportPart }))

/** Why a code was not accepted, in plain words. Nothing that it points to was opened. */
export function RefusedCode({
  problem,
  isDropped,
  text,
  onAgain,
  onLeave,
}: {
  readonly problem: RefusalProblem
  /** True when it was a favourite's code, which is forgotten now. */
  readonly isDropped: boolean
  /** What the code said, where one was scanned. */
  readonly text: string | null
  readonly onAgain: () => void
  readonly onLeave: (visit: VisitView) => void
}) {
  const { t, overview } = useApp()
  const isFull = problem === "day-full"
  return (
    <Page
      title={t("refused.title")}
      place="scan"
      isBranded
      dockLabel={t("page.actions")}
      dock={
        <Button icon="scan" wide big onClick={onAgain}>
          {t("refused.again")}
        </Button>
      }
    >
      <div className="stack g4">
        <h1>{t("refused.title")}</h1>
        <Banner level="fault" title={t(`refused.${problem}.title`)}>
          {t(`refused.${problem}.text`)}
        </Banner>
        {isDropped && <Banner level="info" title={t("refused.dropped")} />}
        {isFull && <OpenVisits visits={overview.open} onLeave={onLeave} />}
        {problem === "clock-behind" && (
          <Button kind="quiet" wide onClick={() => void ask("makeRoom", {}).then(onAgain)}>
            {t("refused.clockIsRight")}
          </Button>
        )}
        {!isFull && <p className="soft">{t("refused.notOpened")}</p>}
        <p className="soft">{t("refused.goIn")}</p>
        {text !== null && isReportable(problem) && (
          <Suspense>
            <ReportPart problem={problem} text={text} />
          </Suspense>
        )}
      </div>
    </Page>
  )
}
