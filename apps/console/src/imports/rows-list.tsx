import { call, listImportedRows, setRowsAside } from "@homesafe/api"
import { codeWords } from "@homesafe/i18n/console"
import { Button, Empty, Segmented } from "@homesafe/ui"
import { useState } from "react"
import { AskReason } from "../app/ask-reason.tsx"
import { useConsole } from "../app/context.ts"
import { PagedRows } from "../app/paged-rows.tsx"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { RowCard } from "./row-card.tsx"

const outcomes = ["waiting", "all", "accepted", "repaired", "quarantined"] as const

/** An import's rows by outcome, what they wait for first. */
export function RowsList({
  id,
  head,
  waiting,
  zone,
}: {
  readonly id: string
  readonly head: readonly string[]
  readonly waiting: readonly { readonly code: string; readonly rows: number }[]
  readonly zone: string
}) {
  const { t } = useConsole()
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>(waiting.length > 0 ? "waiting" : "all")
  const [page, setPage] = useState(0)
  const list = useCall(listImportedRows, { params: { id }, query: { outcome, page } })
  return (
    <section className="stack g4" aria-label={t("imports.rowsTab")}>
      {waiting.length > 0 && <WaitingFor id={id} waiting={waiting} />}
      <div className="scroll-x">
        <Segmented
          label={t("imports.filter")}
          options={outcomes.map((value) => ({ value, label: t(`imports.outcome.${value}`) }))}
          value={outcome}
          onChange={(next) => {
            setOutcome(next)
            setPage(0)
          }}
        />
      </div>
      <Waiting of={list}>
        {({ rows, total }) => (
          <PagedRows
            items={rows}
            total={total}
            page={page}
            onPage={setPage}
            empty={
              <Empty icon="check" title={outcome === "waiting" ? t("imports.nothingWaits") : t("imports.noRows")} />
            }
          >
            {(row) => <RowCard importId={id} head={head} row={row} zone={zone} />}
          </PagedRows>
        )}
      </Waiting>
    </section>
  )
}

/** The reasons for which rows wait, each with a way to answer all of its rows at once. */
function WaitingFor({
  id,
  waiting,
}: {
  readonly id: string
  readonly waiting: readonly { readonly code: string; readonly rows: number }[]
}) {
  const { t } = useConsole()
  const [asked, setAsked] = useState<{ readonly code: string; readonly rows: number } | null>(null)
  return (
    <section className="stack g2" aria-labelledby="waiting-for">
      <h2 id="waiting-for">{t("imports.waitingFor")}</h2>
      <ul className="card flush rows">
        {waiting.map((one) => (
          <li key={one.code} className="list-row roomy">
            <span className="grow">{codeWords(t, "why", one.code)}</span>
            <Button kind="quiet" onClick={() => setAsked(one)}>
              {t("imports.setAsideAll", { n: one.rows })}
            </Button>
          </li>
        ))}
      </ul>
      {asked && (
        <AskReason
          title={t("imports.setAsideAll", { n: asked.rows })}
          text={t("imports.setAsideAllText", { n: asked.rows, why: codeWords(t, "why", asked.code) })}
          act={t("imports.setAside")}
          label={t("imports.reason")}
          hint={t("imports.reasonHint")}
          onClose={() => setAsked(null)}
          send={(reason) => call(setRowsAside, { params: { id }, body: { reason, code: asked.code } })}
        />
      )}
    </section>
  )
}
