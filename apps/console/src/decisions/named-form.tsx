import { hexOf } from "@homesafe/protocol"
import { Card, SelectField, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { AdviceField } from "./advice-field.tsx"
import { FormEnd } from "./form-end.tsx"
import { boardOf, contentOfDraft, type NamedDraft } from "./named-draft.ts"
import { PhonePreview } from "./phone-preview.tsx"
import { usePropose } from "./use-propose.ts"

const kinds = ["flight", "train", "route", "vehicle", "place"] as const
const languages = ["en", "hant", "hans"] as const

/** A warning by name: what, when and which advice; signed and approved like every decision. */
export function NamedForm({
  draft: first,
  before,
  title,
  onLeave,
}: {
  readonly draft: NamedDraft
  /** What it corrects: the id and the day stay. */
  readonly before: { readonly id: string; readonly vid: string; readonly day: number; readonly template: number } | null
  readonly title: string
  readonly onLeave: () => void
}) {
  const { t, deployment } = useConsole()
  const propose = usePropose()
  const [draft, setDraft] = useState(first)
  const [template, setTemplate] = useState(before?.template ?? 1)
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const { offset } = deployment
  const startClock = sayTimes(deployment, t.language).unitClock(before?.day ?? 20_000, 0)
  const content = contentOfDraft(draft, { offset, startClock, day: before?.day ?? null })
  const send = async () => {
    if (typeof content === "string") return setFault(t(content))
    setBusy(true)
    // A random id that no venue has: nobody can hold a code of it.
    const vid = before?.vid ?? hexOf(crypto.getRandomValues(new Uint8Array(8)))
    setFault(await propose({ vid, ...content, severity: 1, template, supersedes: before?.id ?? null }, null))
    setBusy(false)
  }
  return (
    <div className="grid-2">
      <Card>
        <form
          className="stack g4"
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          <h2>{title}</h2>
          <Subject draft={draft} onChange={setDraft} />
          <When draft={draft} onChange={setDraft} />
          <AdviceField template={template} onChange={setTemplate} />
          <FormEnd fault={fault} sign={t("named.sign")} isBusy={isBusy} onLeave={onLeave} />
        </form>
      </Card>
      {typeof content !== "string" && (
        <PhonePreview template={template} exposedAt={boardOf(content, offset).from} board={boardOf(content, offset)} />
      )}
    </div>
  )
}

interface Part {
  readonly draft: NamedDraft
  readonly onChange: (draft: NamedDraft) => void
}

function Subject({ draft, onChange }: Part) {
  const { t } = useConsole()
  const { kind, number, rows, name, towards } = draft
  const hasDirection = kind !== "place" && kind !== "vehicle"
  const nameLabel = { en: "named.en", hant: "named.hant", hans: "named.hans" } as const
  const towardsLabel = { en: "named.towardsEn", hant: "named.towardsHant", hans: "named.towardsHans" } as const
  return (
    <>
      <SelectField
        label={t("named.what")}
        value={kind}
        onChange={({ currentTarget }) =>
          onChange({ ...draft, kind: kinds.find((each) => each === currentTarget.value) ?? "place" })
        }
      >
        {kinds.map((each) => (
          <option key={each} value={each}>
            {t(`named.kind.${each}`)}
          </option>
        ))}
      </SelectField>
      {kind !== "place" && (
        <TextField
          label={t("named.number")}
          hint={t("named.numberHint")}
          maxLength={16}
          value={number}
          onChange={({ currentTarget }) => onChange({ ...draft, number: currentTarget.value })}
        />
      )}
      {languages.map((language) => (
        <TextField
          key={language}
          label={t(nameLabel[language])}
          {...(language === "en" ? { hint: t("named.nameHint") } : {})}
          maxLength={80}
          value={name[language]}
          onChange={({ currentTarget }) => onChange({ ...draft, name: { ...name, [language]: currentTarget.value } })}
        />
      ))}
      {hasDirection &&
        languages.map((language) => (
          <TextField
            key={language}
            label={t(towardsLabel[language])}
            maxLength={60}
            value={towards[language]}
            onChange={({ currentTarget }) =>
              onChange({ ...draft, towards: { ...towards, [language]: currentTarget.value } })
            }
          />
        ))}
      {hasDirection && (
        <TextField
          label={t("named.rows")}
          hint={t("named.rowsHint")}
          maxLength={40}
          value={rows}
          onChange={({ currentTarget }) => onChange({ ...draft, rows: currentTarget.value })}
        />
      )}
    </>
  )
}

function When({ draft, onChange }: Part) {
  const { t } = useConsole()
  const field = (key: "date" | "from" | "until", label: string, type: "date" | "time") => (
    <TextField
      label={label}
      type={type}
      {...(type === "time" ? { step: 300 } : {})}
      value={draft[key]}
      onChange={({ currentTarget }) => onChange({ ...draft, [key]: currentTarget.value })}
    />
  )
  return (
    <fieldset className="field stack g2">
      <legend>{t("propose.risk")}</legend>
      {field("date", t("named.date"), "date")}
      <div className="times">
        {field("from", t("propose.from"), "time")}
        {field("until", t("propose.until"), "time")}
      </div>
      <p className="hint">{t("named.overnight")}</p>
    </fieldset>
  )
}
