import { type CaseRecord, type CaseTask, call, putTask, type TaskKind, taskKind } from "@homesafe/api"
import { Button, TextField } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { ChoiceField } from "../app/choice-field.tsx"
import { useConsole } from "../app/context.ts"
import { dateOfDay, momentOf } from "../app/dates.ts"
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
  const { t } = useConsole()
  const [isMaking, setMaking] = useState(false)
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
      {isMaking && <TaskDialog theCase={theCase} tomorrow={today + 1} onClose={() => setMaking(false)} />}
    </section>
  )
}

function TaskDialog({
  theCase,
  tomorrow,
  onClose,
}: {
  readonly theCase: CaseRecord
  readonly tomorrow: number
  readonly onClose: () => void
}) {
  const { t, deployment, officer } = useConsole()
  const tracers = useTracers()
  const [id] = useState(() => crypto.randomUUID())
  const [kind, setKind] = useState<TaskKind>("interview")
  const [date, setDate] = useState(dateOfDay(tomorrow))
  const [clock, setClock] = useState("10:00")
  const [who, setWho] = useState(officer.id)
  const startClock = sayTimes(deployment, t.language).unitClock(tomorrow, 0)
  const due = momentOf(date, clock, { offset: deployment.offset, startClock })
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
      <div className="times">
        <TextField
          label={t("tasks.date")}
          type="date"
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <TextField
          label={t("tasks.time")}
          type="time"
          value={clock}
          onChange={(event) => setClock(event.currentTarget.value)}
        />
      </div>
      <OfficerField label={t("tasks.who")} officers={tracers} value={who} onChange={setWho} />
    </ActDialog>
  )
}
