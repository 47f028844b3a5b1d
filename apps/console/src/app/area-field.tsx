import { districts } from "@homesafe/domain"
import { SelectField } from "@homesafe/ui"
import { areaName } from "./area-names.ts"
import { useConsole } from "./context.ts"

const ALL = "all"

/** A choice of one area: those that are given, in the districts' order, and the whole authority where it is one of them. */
export function AreaField({
  label,
  areas = [null, ...districts.map(({ n }) => n)],
  value,
  onChange,
}: {
  readonly label: string
  readonly areas?: readonly (number | null)[]
  /** Nothing until something is chosen. */
  readonly value: number | null | undefined
  readonly onChange: (area: number | null) => void
}) {
  const { t } = useConsole()
  return (
    <SelectField
      label={label}
      value={value === undefined ? "" : String(value ?? ALL)}
      onChange={({ currentTarget: { value: text } }) => onChange(text === ALL ? null : Number(text))}
    >
      {value === undefined && <option value="">{t("state.choose")}</option>}
      {areas.map((area) => (
        <option key={area ?? ALL} value={area ?? ALL}>
          {areaName(t, area)}
        </option>
      ))}
    </SelectField>
  )
}
