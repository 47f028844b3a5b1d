import { Button, TextField } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import type { TypedWindow } from "./risk-windows.ts"

/** Risk times of one service day, each by its two clock times. */
export function WindowFields({
  typed,
  onChange,
}: {
  readonly typed: readonly TypedWindow[]
  readonly onChange: (typed: readonly TypedWindow[]) => void
}) {
  const { t } = useConsole()
  const set = (place: number, change: Partial<TypedWindow>) =>
    onChange(typed.map((each, at) => (at === place ? { ...each, ...change } : each)))
  const nth = (word: string, place: number) => (typed.length > 1 ? `${word} ${place + 1}` : word)
  return (
    <>
      {typed.map(({ from, until }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a time is its place in the form.
        <div key={place} className="times">
          <TextField
            label={nth(t("propose.from"), place)}
            type="time"
            step={300}
            value={from}
            onChange={(event) => set(place, { from: event.currentTarget.value })}
          />
          <TextField
            label={nth(t("propose.until"), place)}
            type="time"
            step={300}
            value={until}
            onChange={(event) => set(place, { until: event.currentTarget.value })}
          />
          {typed.length > 1 && (
            <Button
              kind="plain"
              icon="no"
              aria-label={t("propose.removeTime", { n: place + 1 })}
              onClick={() => onChange(typed.filter((_, at) => at !== place))}
            >
              {t("propose.remove")}
            </Button>
          )}
        </div>
      ))}
      {typed.length > 1 && <p className="hint">{t("propose.wholeHours")}</p>}
      <div>
        <Button kind="quiet" icon="plus" onClick={() => onChange([...typed, { from: "", until: "" }])}>
          {t("propose.addTime")}
        </Button>
      </div>
    </>
  )
}
