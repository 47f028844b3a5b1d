import { Button, Check, TextField } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { type EntranceForm, MOST_ENTRANCES } from "./check-form.ts"

/** The venue's doors: names in two languages, staff only or not. */
export function EntrancesFields({
  entrances,
  onChange,
  errorOf,
  fixed = 1,
}: {
  readonly entrances: readonly EntranceForm[]
  readonly onChange: (entrances: readonly EntranceForm[]) => void
  readonly errorOf: (place: number) => string | undefined
  /** The first so many cannot be taken away: posters hang at them. */
  readonly fixed?: number
}) {
  const { t } = usePortal()
  const change = (place: number, part: Partial<EntranceForm>) =>
    onChange(entrances.map((entrance, at) => (at === place ? { ...entrance, ...part } : entrance)))
  const add = () => {
    const id = Math.max(...entrances.map((entrance) => entrance.id)) + 1
    onChange([...entrances, { id, en: "", hant: "", staffOnly: false }])
  }
  return (
    <fieldset className="form-section stack g3">
      <legend>{t("new.entrances")}</legend>
      <p className="soft small">{t("new.entrancesHint")}</p>
      {entrances.map((entrance, place) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset in a fieldset is read twice over; the group has its name.
        <div key={entrance.id} className="card stack g3" role="group" aria-label={t("new.entranceN", { n: place + 1 })}>
          <div className="row between">
            <h2 className="as-h3">{t("new.entranceN", { n: place + 1 })}</h2>
            {entrances.length > 1 && (fixed === 1 || place >= fixed) && (
              <Button
                kind="plain"
                aria-label={t("new.removeEntrance", { n: place + 1 })}
                onClick={() => onChange(entrances.filter((_, at) => at !== place))}
              >
                {t("action.remove")}
              </Button>
            )}
          </div>
          <div className="fields">
            <TextField
              label={t("new.entranceHant")}
              optional={entrances.length > 1 ? undefined : t("state.optional")}
              lang="zh-Hant"
              value={entrance.hant}
              error={errorOf(place)}
              onChange={(event) => change(place, { hant: event.currentTarget.value })}
            />
            <TextField
              label={t("new.entranceEn")}
              optional={entrances.length > 1 ? undefined : t("state.optional")}
              lang="en"
              value={entrance.en}
              onChange={(event) => change(place, { en: event.currentTarget.value })}
            />
          </div>
          <Check
            label={t("new.entranceStaff")}
            checked={entrance.staffOnly}
            onChange={(event) => change(place, { staffOnly: event.currentTarget.checked })}
          />
        </div>
      ))}
      {entrances.length < MOST_ENTRANCES && (
        <Button kind="quiet" icon="plus" onClick={add}>
          {t("new.addEntrance")}
        </Button>
      )}
    </fieldset>
  )
}
