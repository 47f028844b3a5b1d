import { type CallLanguage, type CallLine, callLanguage } from "@homesafe/api"
import { SelectField, Switch } from "@homesafe/ui"
import { type ReactNode, useState } from "react"
import { useConsole } from "../app/context.ts"
import { useDue } from "../app/due-fields.tsx"
import { useTracers } from "../cases/tracers.tsx"

/** How a call is to be made. */
export interface CallWork {
  readonly language: CallLanguage | null
  readonly interpreter: boolean
  readonly due: number
  readonly officer: string | null
}

/** The fields that say when a call is due, in which language, and whose it is; nothing while the time is none. */
export function useCallWork(
  first: Pick<CallLine, "language" | "interpreter" | "due" | "officer">,
): readonly [CallWork | undefined, ReactNode] {
  const { t } = useConsole()
  const tracers = useTracers()
  const [language, setLanguage] = useState(first.language)
  const [interpreter, setInterpreter] = useState(first.interpreter)
  const [officer, setOfficer] = useState(first.officer?.id ?? "")
  const [due, dueFields] = useDue(first.due)
  const choose = (text: string) => setLanguage(callLanguage.options.find((each) => each === text) ?? null)
  const fields = (
    <>
      <SelectField
        label={t("calls.language")}
        value={language ?? ""}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{t("calls.languageUnknown")}</option>
        {callLanguage.options.map((each) => (
          <option key={each} value={each}>
            {t(`calls.language.${each}`)}
          </option>
        ))}
      </SelectField>
      <Switch
        label={t("calls.interpreter")}
        checked={interpreter}
        onChange={(event) => setInterpreter(event.currentTarget.checked)}
      />
      {dueFields}
      <SelectField label={t("calls.who")} value={officer} onChange={(event) => setOfficer(event.currentTarget.value)}>
        <option value="">{t("calls.nobody")}</option>
        {tracers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
    </>
  )
  const work = due === undefined ? undefined : { language, interpreter, due, officer: officer === "" ? null : officer }
  return [work, fields]
}
