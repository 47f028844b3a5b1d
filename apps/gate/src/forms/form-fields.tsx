import { formatTime } from "@homesafe/i18n"
import type { GateTranslate } from "@homesafe/i18n/gate"
import { type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import { Button, focusFirstError, SelectField, TextField } from "@homesafe/ui"
import { useState } from "react"
import { checkForm, type FormErrors, tidy, type WrittenForm } from "./check-form.ts"
import { leavingTimes } from "./leaving-times.ts"

// A browser that helps with words sends them to its maker, and one that fills fields in shows them to the next person.
const silent = { autoComplete: "off", autoCorrect: "off", spellCheck: false, "data-1p-ignore": true } as const

/** The fields; what is typed lives in this component alone and is gone with it. */
export function FormFields({
  t,
  moment,
  timeZone,
  onWritten,
}: {
  readonly t: GateTranslate
  readonly moment: UnixSeconds
  readonly timeZone: string
  readonly onWritten: (written: WrittenForm & { readonly until: UnixSeconds | null }) => Promise<void>
}) {
  const [name, setName] = useState("")
  const [number, setNumber] = useState("")
  const [until, setUntil] = useState("")
  const [times] = useState(() => leavingTimes(moment))
  const [errors, setErrors] = useState<FormErrors>({})
  const [isBusy, setBusy] = useState(false)
  const timeOf = (seconds: number) => formatTime(seconds * 1000, t.language, timeZone)
  const send = async (form: HTMLFormElement) => {
    const written = tidy({ name, number })
    const found = checkForm(written)
    setErrors(found)
    if (found.name || found.number) return focusFirstError(form)
    setBusy(true)
    await onWritten({ ...written, until: until === "" ? null : unixSeconds(Number(until)) })
    setBusy(false)
  }
  return (
    <form
      className="stack g4"
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void send(event.currentTarget)
      }}
    >
      <TextField
        {...silent}
        label={t("form.name")}
        value={name}
        error={errors.name && t(`form.error.${errors.name}`)}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextField
        {...silent}
        type="tel"
        inputMode="tel"
        label={t("form.number")}
        hint={t("form.numberHint")}
        value={number}
        error={errors.number && t(`form.error.${errors.number}`)}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <p>
        {t("form.arrival")} <b className="num">{timeOf(moment)}</b>
      </p>
      <SelectField label={t("form.until")} value={until} onChange={(event) => setUntil(event.currentTarget.value)}>
        <option value="">{t("form.untilUnknown")}</option>
        {times.map((time) => (
          <option key={time} value={time}>
            {timeOf(time)}
          </option>
        ))}
      </SelectField>
      <Button big wide type="submit" icon="seal" busy={isBusy}>
        {t("form.send")}
      </Button>
    </form>
  )
}
