import { listCases } from "@homesafe/api"
import { Empty, PageHead, Switch } from "@homesafe/ui"
import { useMemo, useRef, useState } from "react"
import { useConsole } from "../app/context.ts"
import { dayOfDate } from "../app/dates.ts"
import { useListKeys } from "../app/list-keys.ts"
import { PageSteps } from "../app/paged-rows.tsx"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { CaseOffers } from "./case-offers.tsx"
import { CaseRow } from "./case-row.tsx"
import { CaseSearchFields } from "./case-search.tsx"
import { OpenCase } from "./open-case.tsx"
import { everyCase, type FilledSearch, queryOf } from "./search.ts"

/** What was last searched for: whoever comes back from a case finds the list as it was. It is kept by this page alone. */
let lastSearch = everyCase

/** Cases, searched and page by page, and the form that opens one. */
export function CasesPage() {
  const { t, officer } = useConsole()
  const [search, setSearch] = useState(lastSearch)
  const list = useRef<HTMLDivElement>(null)
  const fields = useRef<HTMLElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const keys = useMemo(
    () => ({
      list: () => list.current,
      find: () => fields.current?.querySelector("input") ?? null,
      make: () => form.current?.querySelector("select") ?? null,
    }),
    [],
  )
  const [areKeysOn, setKeysOn] = useListKeys(keys)
  return (
    <div className="stack g5">
      <PageHead title={t("cases.title")} />
      <CaseOffers />
      <CaseSearchFields
        fields={fields}
        search={search}
        onSearch={(next) => {
          lastSearch = next
          setSearch(next)
        }}
      />
      <div className="grid-2">
        <div className="stack g4" ref={list}>
          <CaseList key={JSON.stringify(search)} search={search} />
          <Switch
            label={t("keys.switch")}
            hint={t("keys.text")}
            checked={areKeysOn}
            onChange={(event) => setKeysOn(event.currentTarget.checked)}
          />
        </div>
        {officer.roles.includes("tracer") && <OpenCase form={form} />}
      </div>
    </div>
  )
}

function CaseList({ search }: { readonly search: FilledSearch }) {
  const { t, deployment } = useConsole()
  // Where each page that was opened begins: the server goes on from a number, and has no page numbers.
  const [starts, setStarts] = useState<readonly (number | null)[]>([null])
  const query = queryOf(search, (date) => dayOfDate(date, deployment.offset), starts.at(-1) ?? null)
  const found = useCall(listCases, { query })
  const isSearch = search !== everyCase && JSON.stringify(search) !== JSON.stringify(everyCase)
  return (
    <Waiting of={found}>
      {({ cases, next }) => (
        <>
          {cases.length === 0 ? (
            <Empty
              icon={isSearch ? "search" : "people"}
              title={t(isSearch ? "cases.notFound" : "cases.empty")}
              text={t(isSearch ? "cases.notFoundText" : "cases.emptyText")}
            />
          ) : (
            <ul className="card flush rows">
              {cases.map((each) => (
                <li key={each.id}>
                  <CaseRow theCase={each} />
                </li>
              ))}
            </ul>
          )}
          <PageSteps
            onNewer={starts.length > 1 ? () => setStarts(starts.slice(0, -1)) : null}
            onOlder={next === null ? null : () => setStarts([...starts, next])}
          />
        </>
      )}
    </Waiting>
  )
}
