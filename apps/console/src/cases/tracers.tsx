import { listOfficers, type Officer } from "@homesafe/api"
import { ChoiceField } from "../app/choice-field.tsx"
import { useCall } from "../app/use-call.ts"

/** Officers to whom a task can be given: tracers whom nobody keeps out. */
export function useTracers(): readonly Officer[] {
  const officers = useCall(listOfficers, {}).value?.officers ?? []
  return officers.filter(({ roles, suspendedAt }) => suspendedAt === null && roles.includes("tracer"))
}

/** A choice among officers. */
export function OfficerField({
  label,
  officers,
  value,
  onChange,
}: {
  readonly label: string
  readonly officers: readonly Officer[]
  readonly value: string | null
  readonly onChange: (id: string) => void
}) {
  const nameOf = (id: string) => officers.find((each) => each.id === id)?.name ?? ""
  return (
    <ChoiceField
      label={label}
      options={officers.map(({ id }) => id)}
      value={value}
      words={nameOf}
      onChange={onChange}
    />
  )
}
