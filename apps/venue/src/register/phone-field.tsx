import { TextField } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"

/** Where an officer may ring, with the reason for asking. */
export function PhoneField({
  value,
  error,
  onChange,
}: {
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (event: { currentTarget: { value: string } }) => void
}) {
  const { t } = usePortal()
  return (
    <TextField
      label={t("new.phone")}
      hint={t("new.phoneHint")}
      optional={t("state.optional")}
      type="tel"
      autoComplete="tel"
      maxLength={30}
      value={value}
      error={error}
      onChange={onChange}
    />
  )
}
