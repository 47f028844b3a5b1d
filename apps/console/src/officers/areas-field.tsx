import { districts } from "@homesafe/domain"
import { Check, Icon } from "@homesafe/ui"
import { areaName } from "../app/area-names.ts"
import { useConsole } from "../app/context.ts"

/** The areas that an officer is given; none is the whole authority, and is said so. */
export function AreasField({
  areas,
  onChange,
}: {
  readonly areas: readonly number[]
  readonly onChange: (areas: readonly number[]) => void
}) {
  const { t } = useConsole()
  const said = areas.length === 0 ? t("areas.all") : areas.map((area) => areaName(t, area)).join(t("areas.between"))
  return (
    <details className="areas-field">
      <summary>
        <span className="grow">{t("areas.said", { areas: said })}</span>
        <Icon name="down" size="s" />
      </summary>
      <fieldset className="field areas">
        <legend className="small soft">{t("areas.text")}</legend>
        {districts.map(({ n }) => (
          <Check
            key={n}
            label={areaName(t, n)}
            checked={areas.includes(n)}
            onChange={() => onChange(areas.includes(n) ? areas.filter((a) => a !== n) : [...areas, n])}
          />
        ))}
      </fieldset>
    </details>
  )
}
