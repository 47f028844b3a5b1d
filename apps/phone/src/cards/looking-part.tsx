import { Button, Loading, Progress } from "@homesafe/ui"
import { useApp } from "../shell/app-context.ts"
import { useCardTexts } from "./card-texts.ts"
import type { Looking } from "./use-looking.ts"

/** While the records are fetched and tried, one after another. */
export function LookingPart({
  looking,
  onStop,
}: {
  readonly looking: Extract<Looking, { state: "fetching" | "trying" }>
  readonly onStop: () => void
}) {
  const { t } = useApp()
  const tc = useCardTexts()
  return (
    <section className="card stack g3">
      {looking.state === "fetching" ? (
        <Loading text={tc("fetching")} />
      ) : (
        <div className="stack g2" role="status">
          <Progress label={tc("trying")} value={looking.tried} max={looking.of} />
          <p className="small soft">{tc("tried", { done: looking.tried, of: looking.of })}</p>
        </div>
      )}
      <Button kind="quiet" wide onClick={onStop}>
        {t("action.cancel")}
      </Button>
    </section>
  )
}
