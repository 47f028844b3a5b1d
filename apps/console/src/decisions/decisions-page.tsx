import { listDecisions } from "@homesafe/api"
import { Chip, Empty, PageHead } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { decisionState, decisionTitle } from "./decision-words.ts"

/** Decisions, newest first. */
export function DecisionsPage() {
  const { t, deployment } = useConsole()
  const decisions = useCall(listDecisions, {})
  const say = sayTimes(deployment, t.language)
  return (
    <div className="stack g5">
      <PageHead title={t("decisions.title")} />
      <Waiting of={decisions}>
        {({ decisions: all }) =>
          all.length === 0 ? (
            <Empty icon="exposed" title={t("decisions.empty")} text={t("decisions.emptyText")} />
          ) : (
            <ul className="card flush rows">
              {all.map((d) => (
                <li key={d.id}>
                  <a className="list-row roomy" href={`/decisions/${d.id}`}>
                    <span className="grow">
                      <span className="t">{decisionTitle(t, d)}</span>
                      <br />
                      <span className="d num">
                        {d.windows.length === 0
                          ? say.day(d.day)
                          : d.windows.map(([from, until]) => say.units(d.day, from, until)).join("; ")}
                      </span>
                    </span>
                    {d.objection !== null && d.objection.answer === null && (
                      <Chip tone="caution" icon="hand">
                        {t("objection.chip")}
                      </Chip>
                    )}
                    <Chip tone={d.state === "published" ? "ok" : d.state === "proposed" ? "caution" : "line"}>
                      {decisionState(t, d)}
                    </Chip>
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </Waiting>
    </div>
  )
}
