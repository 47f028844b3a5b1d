import { type ImportSummary, listImports } from "@homesafe/api"
import { Chip, Empty, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { PagedRows } from "../app/paged-rows.tsx"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { ImportStart } from "./import-start.tsx"
import { sourceName } from "./source-name.ts"

/** Lists of health departments: one to import, and those that were. */
export function ImportsPage() {
  const { t, officer } = useConsole()
  const [page, setPage] = useState(0)
  const isTracer = officer.roles.includes("tracer")
  return (
    <div className="stack g5">
      <PageHead title={t("imports.title")} text={t("imports.text")} />
      {isTracer ? (
        <>
          <ImportStart />
          <PastImports page={page} onPage={setPage} />
        </>
      ) : (
        <Empty icon="hand" title={t("problem.not-allowed")} />
      )}
    </div>
  )
}

function PastImports({ page, onPage }: { readonly page: number; readonly onPage: (page: number) => void }) {
  const { t } = useConsole()
  const list = useCall(listImports, { query: { page } })
  return (
    <section className="stack g3" aria-labelledby="past">
      <h2 id="past">{t("imports.past")}</h2>
      <Waiting of={list}>
        {({ imports, total }) => (
          <PagedRows
            items={imports}
            total={total}
            page={page}
            onPage={onPage}
            empty={<Empty icon="list" title={t("imports.empty")} text={t("imports.emptyText")} />}
          >
            {(each) => <ImportRow summary={each} />}
          </PagedRows>
        )}
      </Waiting>
    </section>
  )
}

function ImportRow({ summary }: { readonly summary: ImportSummary }) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const { id, fileName, officer, at, rows, refusal } = summary
  const waiting = rows.quarantined - rows.handled
  return (
    <a className="list-row roomy" href={`/imports/${id}`}>
      <span className="grow">
        <span className="t block">{sourceName(t, summary)}</span>
        <span className="d block">
          <bdi>{fileName}</bdi> · {t("imports.by", { officer, time: say.moment(at) })}
        </span>
        {!refusal && <span className="d block">{t("imports.counts", rows)}</span>}
      </span>
      {refusal ? (
        <Chip tone="fault">{t("imports.format.refused")}</Chip>
      ) : (
        <Chip tone={waiting > 0 ? "caution" : "ok"} icon={waiting > 0 ? "clock" : "check"}>
          {waiting > 0 ? `${t("imports.outcome.waiting")}: ${waiting}` : t("imports.nothingWaits")}
        </Chip>
      )}
    </a>
  )
}
