import { type CaseRecord, type CaseTask, call, putTask, type TaskKind, taskKind } from "@homesafe/api"
import { Button } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { ChoiceField } from "../app/choice-field.tsx"
import { useConsole } from "../app/context.ts"
import { dateOfDay, momentOf } from "../app/dates.ts"
import { useDue } from "../app/due-fields.tsx"
import { sayTimes } from "../app/times.ts"
import { TaskRow } from "./task-row.tsx"
import { OfficerField, useTracers } from "./tracers.tsx"

/** What is to do for a case, and what was done. */
export function CaseTasks({
  theCase,
  tasks,
  today,
  now,
}: {
  readonly theCase: CaseRecord
  readonly tasks: readonly CaseTask[]
  readonly today: number
  readonly now: number
}) {
  const { t, deployment } = useConsole()
  const [isMaking, setMaking] = useState(false)
  const startClock = sayTimes(deployment, t.language).unitClock(today, 0)
  const tomorrowAtTen = momentOf(dateOfDay(today + 1), "10:00", { offset: deployment.offset, startClock }) ?? now
  return (
    <section className="stack g3" aria-labelledby="tasks">
      <h2 id="tasks">{t("tasks.title")}</h2>
      {tasks.length === 0 ? (
        <p className="soft">{t("tasks.none")}</p>
      ) : (
        <ul className="card flush rows">
          {tasks.map((task) => (
            <li key={task.id}>
              <TaskRow task={task} now={now} />
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button kind="quiet" icon="plus" onClick={() => setMaking(true)}>
          {t("tasks.add")}
        </Button>
      </div>
      {isMaking && <TaskDialog theCase={theCase} first={tomorrowAtTen} onClose={() => setMaking(false)} />}
    </section>
  )
}

function TaskDialog({
  theCase,
  first,
  onClose,
}: {
  readonly theCase: CaseRecord
  readonly first: number
  readonly onClose: () => void
}) {
  const { t, officer } = useConsole()
  const tracers = useTracers()
  const [id] = useState(() => crypto.randomUUID())
  const [kind, setKind] = useState<TaskKind>("interview")
  const [due, dueFields] = useDue(first)
  const [who, setWho] = useState(officer.id)
  const send = () =>
    call(putTask, { params: { id: theCase.id, task: id }, body: { kind, due: due ?? 0, officer: who } })
  return (
    <ActDialog title={t("tasks.add")} act={t("tasks.keep")} isReady={due !== undefined} send={send} onClose={onClose}>
      <ChoiceField
        label={t("tasks.what")}
        options={taskKind.options}
        value={kind}
        words={(each) => t(`tasks.kind.${each}`)}
        onChange={setKind}
      />
      {dueFields}
      <OfficerField label={t("tasks.who")} officers={tracers} value={who} onChange={setWho} />
    </ActDialog>
  )
}
