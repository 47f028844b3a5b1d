import { type Decision, listDecisions, type ReplyOf } from "@homesafe/api"
import { Chip, Empty, LinkButton, ListRow, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { PagedRows } from "../app/paged-rows.tsx"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { decisionState, decisionTitle } from "./decision-words.ts"

/** Decisions: what waits for a second officer first, then newest first. */
export function DecisionsPage() {
  const { t, officer } = useConsole()
  const [page, setPage] = useState(0)
  const decisions = useCall(listDecisions, { query: { page } })
  return (
    <div className="stack g5">
      <PageHead
        title={t("decisions.title")}
        {...(officer.roles.includes("tracer")
          ? {
              actions: (
                <LinkButton kind="quiet" icon="plus" href="/decisions/named">
                  {t("named.new")}
                </LinkButton>
              ),
            }
          : {})}
      />
      <Waiting of={decisions}>
        {({ decisions: items, bundles, total }) => (
          <>
            {page === 0 && bundles.length > 0 && <WaitingBundles bundles={bundles} />}
            <PagedRows
              items={items}
              total={total}
              page={page}
              onPage={setPage}
              empty={<Empty icon="exposed" title={t("decisions.empty")} text={t("decisions.emptyText")} />}
            >
              {(each) => <DecisionRow decision={each} />}
            </PagedRows>
          </>
        )}
      </Waiting>
    </div>
  )
}

function WaitingBundles({ bundles }: Pick<ReplyOf<typeof listDecisions>, "bundles">) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  return (
    <ul className="card flush rows">
      {bundles.map(({ id, by, at, waiting }) => (
        <li key={id}>
          <ListRow
            icon="exposed"
            href={`/decisions/bundle/${id}`}
            title={t("bundle.waiting", { n: waiting })}
            text={t("bundle.by", { name: by, time: say.moment(at) })}
          />
        </li>
      ))}
    </ul>
  )
}

function DecisionRow({ decision }: { readonly decision: Decision }) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const { id, day, windows, objection, state } = decision
  return (
    <a className="list-row roomy" href={`/decisions/${id}`}>
      <span className="grow">
        <span className="t">{decisionTitle(t, decision)}</span>
        <br />
        <span className="d num">
          {windows.length === 0 ? say.day(day) : windows.map(([from, until]) => say.units(day, from, until)).join("; ")}
        </span>
      </span>
      {objection !== null && objection.answer === null && (
        <Chip tone="caution" icon="hand">
          {t("objection.chip")}
        </Chip>
      )}
      <Chip tone={state === "published" ? "ok" : state === "proposed" || state === "held" ? "caution" : "line"}>
        {decisionState(t, decision)}
      </Chip>
    </a>
  )
}
