import { Button, Check, SelectField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useGate } from "../app/context.ts"
import type { KeptSettings } from "../keys/gate-database.ts"
import { changeSettings } from "../keys/settings.ts"
import { recordKinds, recordSettingsOf, testHours } from "./record-settings.ts"

/** Which kinds of health record count at this door; with none ticked, staff are offered no check at all. */
export function RecordSettingsForm({
  settings,
  onChanged,
}: {
  readonly settings: KeptSettings
  readonly onChanged: () => void
}) {
  const { t, database } = useGate()
  const before = recordSettingsOf(settings)
  const [kinds, setKinds] = useState(before.kinds)
  const [hours, setHours] = useState(before.testHours)
  const [isSaved, setSaved] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    await changeSettings(database, () => ({ records: { kinds, testHours: hours } }))
    setSaved(true)
    onChanged()
  }
  return (
    <form className="stack g3" onSubmit={(event) => void save(event)}>
      <fieldset className="field stack g1">
        <legend>{t("record.settings.title")}</legend>
        <p className="hint">{t("record.settings.text")}</p>
        {recordKinds.map((kind) => (
          <Check
            key={kind}
            label={t(`record.kind.${kind}`)}
            checked={kinds.includes(kind)}
            onChange={() => {
              setSaved(false)
              setKinds(recordKinds.filter((each) => (each === kind) !== kinds.includes(each)))
            }}
          />
        ))}
      </fieldset>
      {kinds.includes("test") && (
        <SelectField
          label={t("record.settings.hours")}
          value={String(hours)}
          onChange={(event) => {
            setSaved(false)
            setHours(Number(event.currentTarget.value))
          }}
        >
          {testHours.map((n) => (
            <option key={n} value={n}>
              {t("record.settings.hoursOf", { n })}
            </option>
          ))}
        </SelectField>
      )}
      <Button type="submit" kind="quiet">
        {t("record.settings.save")}
      </Button>
      {isSaved && (
        <p className="small" role="status">
          {t("settings.saved")}
        </p>
      )}
    </form>
  )
}
