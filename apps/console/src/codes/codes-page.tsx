import { listCodes } from "@homesafe/api"
import { Empty, PageHead, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { PagedRows } from "../app/paged-rows.tsx"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { CodeRow } from "./code-row.tsx"
import { CodeTabs } from "./code-tabs.tsx"
import { WaitingCodesList } from "./waiting-codes.tsx"

/** All codes that were given, newest first; above them what waits for another officer. */
export function CodesPage() {
  const { t } = useConsole()
  const [number, setNumber] = useState("")
  const [page, setPage] = useState(0)
  const list = useCall(listCodes, { query: { page, ...(number.trim() ? { number: number.trim() } : {}) } })
  return (
    <div className="stack g5">
      <PageHead title={t("codes.title")} text={t("codes.text")} />
      <CodeTabs />
      <WaitingCodesList />
      <section className="stack g4" aria-labelledby="all-codes">
        <h2 id="all-codes">{t("codes.all")}</h2>
        <TextField
          label={t("codes.find")}
          type="search"
          value={number}
          onChange={(event) => {
            setNumber(event.currentTarget.value)
            setPage(0)
          }}
        />
        <Waiting of={list}>
          {({ codes, total }) => (
            <PagedRows
              items={codes}
              total={total}
              page={page}
              onPage={setPage}
              empty={
                <Empty icon="key" title={t("codes.empty")} text={t(number ? "codes.emptyFind" : "codes.emptyText")} />
              }
            >
              {(code) => <CodeRow code={code} isOfCase={false} />}
            </PagedRows>
          )}
        </Waiting>
      </section>
    </div>
  )
}
