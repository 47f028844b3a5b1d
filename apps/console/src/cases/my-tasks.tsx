import { listMyTasks } from "@homesafe/api"
import { Button } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { useCall } from "../app/use-call.ts"
import { HandOver } from "./hand-over.tsx"
import { TaskRow } from "./task-row.tsx"

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
      {isHandingOver && <HandOver onClose={() => setHandingOver(false)} />}
    </section>
  )
}
