import { Segmented, Switch } from "@homesafe/ui"
import { papers } from "@homesafe/ui/poster"
import { usePortal } from "../app/context.ts"
import type { PrintChoice } from "./draw.worker.ts"

/** The paper and the ink of the posters: what a small printer, a copy shop or a black-and-white one needs. */
export function PrintChoiceFields({
  value,
  onChange,
}: {
  readonly value: PrintChoice
  readonly onChange: (next: PrintChoice) => void
}) {
  const { t } = usePortal()
  return (
    <div className="card stack g3">
      <Segmented
        label={t("poster.paper")}
        options={papers.map((paper) => ({ value: paper, label: t(`poster.paper.${paper}`) }))}
        value={value.paper}
        onChange={(paper) => onChange({ ...value, paper })}
      />
      <Switch
        label={t("poster.black")}
        hint={t("poster.blackHint")}
        checked={value.ink === "black"}
        onChange={(event) => onChange({ ...value, ink: event.currentTarget.checked ? "black" : "colour" })}
      />
      {value.paper === "A5" && <p className="small soft">{t("poster.smallHint")}</p>}
    </div>
  )
}
