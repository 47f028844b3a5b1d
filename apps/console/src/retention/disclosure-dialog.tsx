import { call, type Disclosure, disclosedClass, proposeDisclosure, recipientKind } from "@homesafe/api"
import { Check, TextField } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { ChoiceField } from "../app/choice-field.tsx"
import { useConsole } from "../app/context.ts"
import { stepUp } from "../session/passkeys.ts"

/** The contract wants so many letters of an office's name and of a legal basis. */
const SHORTEST = 3

/** Asks what was handed over, to which office and on which basis. No field asks for a person or a case. */
export function DisclosureDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useConsole()
  const [id] = useState(() => crypto.randomUUID())
  const [recipient, setRecipient] = useState<Disclosure["recipient"] | null>(null)
  const [texts, setTexts] = useState({ office: "", basis: "", people: "", day: "" })
  const [classes, setClasses] = useState<Disclosure["classes"]>([])
  const { office, basis, people, day } = texts
  const count = Number(people)
  const isReady =
    recipient !== null &&
    office.trim().length >= SHORTEST &&
    basis.trim().length >= SHORTEST &&
    Number.isInteger(count) &&
    count > 0 &&
    day !== "" &&
    classes.length > 0
  const send = async () => {
    const checked = await stepUp()
    if (!checked.ok) return checked
    const told = { office: office.trim(), basis: basis.trim(), people: count, day, classes }
    return call(proposeDisclosure, { params: { id }, body: { ...told, recipient: recipientKind.parse(recipient) } })
  }
  const field = (name: keyof typeof texts) => ({
    label: t(`retention.field.${name}`),
    value: texts[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setTexts({ ...texts, [name]: event.currentTarget.value }),
  })
  return (
    <ActDialog
      title={t("retention.disclose")}
      act={t("retention.propose")}
      isReady={isReady}
      send={send}
      faultText={(problem, fault) =>
        problem === "malformed" && fault === "day" ? t("retention.dayToCome") : undefined
      }
      onClose={onClose}
    >
      <p>{t("retention.discloseText")}</p>
      <ChoiceField
        label={t("retention.field.recipient")}
        options={recipientKind.options}
        value={recipient}
        words={(each) => t(`retention.recipient.${each}`)}
        onChange={setRecipient}
      />
      <TextField {...field("office")} maxLength={160} hint={t("retention.officeHint")} />
      <TextField {...field("basis")} maxLength={160} />
      <fieldset className="stack g2">
        <legend>{t("retention.field.classes")}</legend>
        {disclosedClass.options.map((each) => (
          <Check
            key={each}
            label={t(`retention.class.${each}`)}
            checked={classes.includes(each)}
            onChange={(event) =>
              setClasses(event.currentTarget.checked ? [...classes, each] : classes.filter((one) => one !== each))
            }
          />
        ))}
      </fieldset>
      <TextField {...field("people")} inputMode="numeric" />
      <TextField {...field("day")} type="date" />
    </ActDialog>
  )
}
