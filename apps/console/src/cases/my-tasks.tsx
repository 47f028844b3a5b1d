import { call, handOverTasks, listMyTasks } from "@homesafe/api"
import { Button } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { useConsole } from "../app/context.ts"
import { useCall } from "../app/use-call.ts"
import { TaskRow } from "./task-row.tsx"
import { OfficerField, useTracers } from "./tracers.tsx"

/** How many the Today page shows by itself. */
const FIRST = 5

/** What the officer has to do, by time due, and the hand-over at the end of a shift; nothing while there is nothing to do. */
export function MyTasks({ now }: { readonly now: number }) {
  const { t } = useConsole()
  const mine = useCall(listMyTasks, {}).value
  const [areAllShown, setAllShown] = useState(false)
  const [isHandingOver, setHandingOver] = useState(false)
  if (!mine || mine.total === 0) return null
  const shown = areAllShown ? mine.tasks : mine.tasks.slice(0, FIRST)
  return (
    <section className="stack g3" aria-labelledby="my-tasks">
      <h2 id="my-tasks">{t("tasks.mine", { n: mine.total })}</h2>
      <ul className="card flush rows">
        {shown.map((task) => (
          <li key={task.id}>
            <TaskRow task={task} now={now} withCase />
          </li>
        ))}
      </ul>
      <div className="row wrap g2">
        {mine.tasks.length > shown.length && (
          <Button kind="quiet" icon="down" onClick={() => setAllShown(true)}>
            {t("tasks.showAll", { n: mine.tasks.length })}
          </Button>
        )}
        <Button kind="quiet" icon="hand" onClick={() => setHandingOver(true)}>
          {t("tasks.handOver")}
        </Button>
      </div>
      {isHandingOver && <HandOver count={mine.total} onClose={() => setHandingOver(false)} />}
    </section>
  )
}

function HandOver({ count, onClose }: { readonly count: number; readonly onClose: () => void }) {
  const { t, officer } = useConsole()
  const others = useTracers().filter(({ id }) => id !== officer.id)
  const [to, setTo] = useState<string | null>(null)
  return (
    <ActDialog
      title={t("tasks.handOver")}
      act={t("tasks.handOverAct", { n: count })}
      isReady={to !== null}
      send={() => call(handOverTasks, { body: { from: officer.id, to: to ?? "" } })}
      onClose={onClose}
    >
      <p>{t("tasks.handOverText")}</p>
      {others.length === 0 ? (
        <p>{t("tasks.nobody")}</p>
      ) : (
        <OfficerField label={t("tasks.to")} officers={others} value={to} onChange={setTo} />
      )}
    </ActDialog>
  )
}
