import { type OfficerRole, officerRole } from "@homesafe/api"
import { Check } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"

/** Every role, with what it may do. */
export function RolesField({
  roles,
  onChange,
}: {
  readonly roles: readonly OfficerRole[]
  readonly onChange: (roles: readonly OfficerRole[]) => void
}) {
  const { t } = useConsole()
  return (
    <fieldset className="stack g2 field">
      <legend>{t("officers.roles")}</legend>
      {officerRole.options.map((role) => (
        <Check
          key={role}
          label={t(`role.${role}`)}
          hint={t(`roleText.${role}`)}
          checked={roles.includes(role)}
          onChange={() => onChange(roles.includes(role) ? roles.filter((r) => r !== role) : [...roles, role])}
        />
      ))}
    </fieldset>
  )
}
