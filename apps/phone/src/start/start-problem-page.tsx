import { Brand, Button, ErrorState, PhoneShell } from "@homesafe/ui"
import type { StartProblem } from "../keeper/answer-start.ts"
import { useVoice } from "../shell/app-context.ts"

/** The app could not be opened: what is missing, and the way on. */
export function StartProblemPage({
  problem,
  onRetry,
}: {
  readonly problem: StartProblem | "failed"
  readonly onRetry: () => void
}) {
  const { t } = useVoice()
  return (
    <PhoneShell skip={t("nav.skip")}>
      <div className="stack g4 first-page">
        <Brand name={t("brand.name")} href="/" />
        <ErrorState
          title={t(`startProblem.${problem}.title`)}
          text={t(`startProblem.${problem}.text`)}
          action={<Button onClick={onRetry}>{t("action.retry")}</Button>}
        />
      </div>
    </PhoneShell>
  )
}
