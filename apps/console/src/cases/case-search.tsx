import { listOfficers } from "@homesafe/api"
import { pathogens } from "@homesafe/domain"
import { Button, Icon, SelectField, TextField } from "@homesafe/ui"
import { type Ref, useState } from "react"
import { useConsole } from "../app/context.ts"
import { useCall } from "../app/use-call.ts"
import { diseaseName } from "./diseases.ts"
import { everyCase, type FilledSearch } from "./search.ts"

const states = [
  "none",
  "code-given",
  "code-expired",
  "waiting-for-opener",
  "opened",
  "quarantined",
  "merged",
] as const satisfies readonly FilledSearch["upload"][]

/** The fields of the search: each one narrows the list at once. */
export function CaseSearchFields({
  search,
  onSearch,
  fields,
}: {
  readonly search: FilledSearch
  readonly onSearch: (search: FilledSearch) => void
  readonly fields: Ref<HTMLElement>
}) {
  const { t, catalogue } = useConsole()
  const officers = useCall(listOfficers, {}).value?.officers ?? []
  const field = (name: keyof FilledSearch) => ({
    value: search[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onSearch({ ...search, [name]: event.currentTarget.value }),
  })
  // On a small screen the list would begin below all these fields.
  const [isWide] = useState(() => matchMedia("(min-width: 48em)").matches)
  const [isNumberAlone] = useState(() =>
    Object.entries(search).every(([name, value]) => name === "number" || value === ""),
  )
  const isAll = Object.values(search).every((value) => value === "")
  return (
    <search ref={fields} className="card stack g3">
      <TextField label={t("cases.number")} placeholder="C-0001" autoComplete="off" {...field("number")} />
      <details open={isWide || !isNumberAlone}>
        <summary>
          {t("cases.narrow")}
          <Icon name="down" size="s" />
        </summary>
        <div className="case-search">
          <SelectField label={t("case.pathogen")} {...field("pathogen")}>
            <option value="">{t("cases.all")}</option>
            {pathogens.map(({ n }) => (
              <option key={n} value={n}>
                {diseaseName(t, catalogue, n)}
              </option>
            ))}
          </SelectField>
          <SelectField label={t("cases.upload")} {...field("upload")}>
            <option value="">{t("cases.all")}</option>
            {states.map((state) => (
              <option key={state} value={state}>
                {t(`cases.upload.${state}`)}
              </option>
            ))}
          </SelectField>
          <SelectField label={t("cases.officer")} {...field("officer")}>
            <option value="">{t("cases.all")}</option>
            {officers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <TextField label={t("cases.testedFrom")} type="date" {...field("from")} />
          <TextField label={t("cases.testedUntil")} type="date" {...field("until")} />
        </div>
      </details>
      {!isAll && (
        <div>
          <Button kind="quiet" icon="x" onClick={() => onSearch(everyCase)}>
            {t("cases.showAll")}
          </Button>
        </div>
      )}
    </search>
  )
}
