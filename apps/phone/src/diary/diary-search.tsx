import { SelectField, TextField } from "@homesafe/ui"
import { useEffect, useRef } from "react"
import type { Companion } from "../people/people.ts"
import { useApp } from "../shell/app-context.ts"
import type { DiaryFilter } from "./search-visits.ts"

/** What is looked for in the diary; it is looked for on this phone, while it is typed. */
export function DiarySearch({
  filter,
  people,
  found,
  onFilter,
}: {
  readonly filter: DiaryFilter
  readonly people: readonly Companion[]
  readonly found: number
  readonly onFilter: (filter: DiaryFilter) => void
}) {
  const { t } = useApp()
  const field = useRef<HTMLDivElement>(null)
  useEffect(() => field.current?.querySelector("input")?.focus(), [])
  return (
    <search className="stack g3">
      <div ref={field}>
        <TextField
          label={t("diary.searchLabel")}
          type="search"
          autoComplete="off"
          value={filter.words}
          onChange={(event) => onFilter({ ...filter, words: event.currentTarget.value })}
        />
      </div>
      {people.length > 0 && (
        <SelectField
          label={t("diary.person")}
          value={filter.person}
          onChange={(event) => onFilter({ ...filter, person: event.currentTarget.value })}
        >
          <option value="">{t("diary.everyone")}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      <p role="status" className="small soft">
        {t("diary.found", { n: found })}
      </p>
    </search>
  )
}
