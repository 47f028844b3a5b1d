import { type CaseTask, call, closeTask } from "@homesafe/api"
import { Banner, Button, Chip } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"
import { diseaseName } from "./diseases.ts"

/** A task: what, until when, whose; done, or to do after all. On the Today page it leads to its case. */
export function TaskRow({
  task,
  now,
  withCase = false,
}: {
  readonly task: CaseTask
  readonly now: number
  readonly withCase?: boolean
}) {
  const { t, deployment, catalogue, officer } = useConsole()
  const askAnew = useAskAnew()
  const [fault, setFault] = useState<string | null>(null)
  const say = sayTimes(deployment, t.language)
  const { id, kind, due, done } = task
  const what = t(`tasks.kind.${kind}`)
  const close = async () => {
    const closed = await call(closeTask, { params: { id }, body: { done: done === null } })
    setFault(closed.ok ? null : problemText(t, closed.problem))
    askAnew()
  }
  const { number, pathogen } = task.case
  return (
    <section className="list-row roomy" aria-label={withCase ? `${what}, ${t("case.number", { number })}` : what}>
      <span className="grow">
        <span className="t">
          {done
            ? t("tasks.doneBy", { name: done.by, time: say.moment(done.at) })
            : t("tasks.due", { time: say.moment(due) })}
        </span>
        <br />
        <span>{what}</span>
        {withCase && (
          <>
            {" · "}
            <a href={`/cases/${task.case.id}`}>
              {t("case.number", { number })} · {diseaseName(t, catalogue, pathogen)}
            </a>
          </>
        )}
        {!withCase && <span className="d"> · {task.officer.name}</span>}
        {fault !== null && <Banner level="fault">{fault}</Banner>}
      </span>
      {done === null && due < now && (
        <Chip tone="caution" icon="clock">
          {t("tasks.late")}
        </Chip>
      )}
      {officer.roles.includes("tracer") && (
        <Button kind="quiet" icon={done ? "undo" : "check"} onClick={() => void close()}>
          {t(done ? "tasks.reopen" : "tasks.done")}
        </Button>
      )}
    </section>
  )
}
