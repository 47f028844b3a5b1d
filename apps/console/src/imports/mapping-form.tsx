import type { ImportProfile } from "@homesafe/api"
import { FIELDS, type Field, type Mapping } from "@homesafe/lists"
import { Banner, Button, Check, SelectField, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import type { LookAnswer } from "./look.worker.ts"

type Found = Extract<LookAnswer, { readonly ok: true }>

/** Says what the columns of a table mean, and what only a person knows; each change is shown in the first rows at once. */
export function MappingForm({
  answer,
  profile,
  profiles,
  onLook,
  onSend,
}: {
  readonly answer: Found
  readonly profile: ImportProfile | null
  readonly profiles: readonly ImportProfile[]
  readonly onLook: (mapping: Mapping | null, profile: ImportProfile | null) => void
  readonly onSend: (profile: { readonly id: string; readonly save: Omit<ImportProfile, "id"> | null } | null) => void
}) {
  const { t } = useConsole()
  const { mapping, head, examples, questions } = answer
  const [name, setName] = useState(profile?.name ?? "")
  const change = (next: Mapping) => onLook(next, profile)
  const setField = (title: string, field: Field | "") => {
    const { [title]: _, ...rest } = mapping.columns
    change({ ...mapping, columns: field === "" ? rest : { ...rest, [title]: field } })
  }
  const isReady = !questions.some((question) => ["name-column", "time-column", "time-zone"].includes(question))
  const save = () => {
    const { columns, ...rest } = mapping
    onSend({
      id: profile?.id ?? crypto.randomUUID(),
      save: { name: name.trim(), titles: [...head], mapping: { columns: { ...columns }, ...rest } },
    })
  }
  return (
    <section className="stack g4" aria-labelledby="mapping">
      <h2 id="mapping">{t("imports.mapping")}</h2>
      <p className="soft">{t("imports.mappingText")}</p>
      {profiles.length > 0 && (
        <SelectField
          label={t("imports.profile")}
          value={profile?.id ?? ""}
          onChange={({ currentTarget }) => {
            const found = profiles.find(({ id }) => id === currentTarget.value) ?? null
            onLook(found ? (found.mapping as Mapping) : null, found) // as: saved through this form
          }}
        >
          <option value="">{t("imports.profileNone")}</option>
          {profiles.map(({ id, name: title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </SelectField>
      )}
      {questions.length > 0 && (
        <Banner level="caution" title={t("imports.asked")}>
          <ul className="bullets">
            {questions.map((question) => (
              <li key={question}>{t(`imports.question.${question}`)}</li>
            ))}
          </ul>
        </Banner>
      )}
      <div className="columns-said">
        {head.map((title, at) => (
          <SelectField
            key={title}
            label={<bdi>{title}</bdi>}
            hint={examples[at] ? <bdi className="breaks">{t("imports.given", { text: examples[at] })}</bdi> : undefined}
            value={mapping.columns[title] ?? ""}
            onChange={({ currentTarget }) => setField(title, currentTarget.value as Field | "")} // as: the options below
          >
            <option value="">{t("imports.field.none")}</option>
            {FIELDS.map((field) => (
              <option key={field} value={field}>
                {t(`imports.field.${field}`)}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
      <MappingAnswers
        mapping={mapping}
        asksHours={questions.includes("hours") || mapping.hours !== undefined}
        onChange={change}
      />
      <TextField
        label={t("imports.profileName")}
        hint={t("imports.profileNameHint")}
        maxLength={80}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <p>
        <Button icon="save" disabled={!isReady || name.trim() === ""} onClick={save}>
          {t("imports.saveProfile")}
        </Button>
      </p>
    </section>
  )
}

/** What the cells of a table cannot say: where its clocks stand, and how its dates and hours are written. */
function MappingAnswers({
  mapping,
  asksHours,
  onChange,
}: {
  readonly mapping: Mapping
  readonly asksHours: boolean
  readonly onChange: (mapping: Mapping) => void
}) {
  const { t, deployment } = useConsole()
  const zones = [
    deployment.timeZone,
    ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== deployment.timeZone),
  ]
  const { timeZone: _, dayOrder: __, hours: ___, ...rest } = mapping
  const kept = {
    ...(mapping.timeZone !== undefined && { timeZone: mapping.timeZone }),
    ...(mapping.dayOrder !== undefined && { dayOrder: mapping.dayOrder }),
    ...(mapping.hours !== undefined && { hours: mapping.hours }),
  }
  const setOrder = (value: string) => {
    const { dayOrder: ____, ...others } = kept
    onChange({ ...rest, ...others, ...((value === "day-first" || value === "month-first") && { dayOrder: value }) })
  }
  return (
    <div className="columns-said">
      <SelectField
        label={t("imports.timeZone")}
        value={mapping.timeZone ?? ""}
        onChange={({ currentTarget }) => onChange({ ...rest, ...kept, timeZone: currentTarget.value })}
      >
        {mapping.timeZone === undefined && <option value="">{t("imports.chooseZone")}</option>}
        {zones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
      <SelectField
        label={t("imports.dayOrder")}
        value={mapping.dayOrder ?? ""}
        onChange={({ currentTarget }) => setOrder(currentTarget.value)}
      >
        <option value="">{t("imports.dayOrder.cells")}</option>
        <option value="day-first">{t("imports.dayOrder.day-first")}</option>
        <option value="month-first">{t("imports.dayOrder.month-first")}</option>
      </SelectField>
      {asksHours && (
        <Check
          label={t("imports.hours")}
          checked={mapping.hours === "24"}
          onChange={({ currentTarget }) => {
            const { hours: ____, ...others } = kept
            onChange({ ...rest, ...others, ...(currentTarget.checked && { hours: "24" as const }) })
          }}
        />
      )}
    </div>
  )
}
