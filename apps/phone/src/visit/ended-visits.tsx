import { Button } from "@homesafe/ui"
import { useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { useVenueName } from "./place-name.tsx"

/** What a check-in ended, each with one tap to take it up again. */
export function EndedVisits({ ended }: { readonly ended: readonly VisitView[] }) {
  const { t, overview, say } = useApp()
  const venueName = useVenueName()
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set())
  const reopen = async ({ id, names }: VisitView) => {
    const { visit } = await ask("reopen", { id })
    setSettled((before) => new Set([...before, id]))
    say(visit ? t("visit.reopened", { venue: venueName(names) }) : t("visit.keysGone"))
  }
  const shown = ended.filter(({ id }) => !settled.has(id) && !overview.open.some((open) => open.id === id))
  return shown.map((visit) => (
    <div key={visit.id} className="stack g1">
      <p className="small soft">{t("visit.endedOne", { venue: venueName(visit.names) })}</p>
      <Button kind="quiet" wide icon="undo" onClick={() => void reopen(visit)}>
        {t("visit.stillThere", { venue: venueName(visit.names) })}
      </Button>
    </div>
  ))
}
