import { type CodeWay, call, giveUploadCode, type MadeCode } from "@homesafe/api"
import { readContact, readLabNumber } from "@homesafe/domain"
import { Banner, Button, Segmented, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { useAskAnew } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"
import { LanguageField } from "./language-field.tsx"

/** How a case's code is given: on this screen, by SMS or by mail. */
export function GiveForm({
  caseId,
  ways,
  hasLaboratoryNumber,
  note,
  onGiven,
  onCancel,
}: {
  readonly caseId: string
  readonly ways: readonly CodeWay[]
  readonly hasLaboratoryNumber: boolean
  readonly note: "replaces" | "used" | null
  readonly onGiven: (made: MadeCode | null) => void
  readonly onCancel?: () => void
}) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [id, setId] = useState(() => crypto.randomUUID())
  const [way, setWay] = useState<CodeWay>("screen")
  const [to, setTo] = useState("")
  const [language, setLanguage] = useState(t.language)
  const [number, setNumber] = useState("")
  const [fault, setFault] = useState<string | null>(null)
  const [isTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const contact = readContact(to)
  const isAddressWrong = way !== "screen" && (typeof contact === "string" || contact.value.way !== way)
  const isNumberWrong = number.trim() !== "" && typeof readLabNumber(number) === "string"

  const give = async () => {
    setTried(true)
    if (isAddressWrong || isNumberWrong) return
    setBusy(true)
    const given = await call(giveUploadCode, {
      params: { id: caseId },
      body: { id, to: addressee(), laboratoryNumber: number.trim() || null },
    })
    setBusy(false)
    // A call that was lost on the way is sent again as the same wish; anything that was answered is done with.
    if (given.ok || given.problem !== "offline") setId(crypto.randomUUID())
    setFault(given.ok ? null : problemText(t, given.problem))
    if (given.ok) onGiven(given.value.made)
    askAnew()
  }
  const addressee = () => {
    if (typeof contact === "string" || way === "screen") return { way: "screen" } as const
    if (way === "sms") return { way, number: contact.value.to, language } as const
    return { way, address: contact.value.to, language } as const
  }
  return (
    <form
      className="stack g4 form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void give()
      }}
    >
      {note !== null && <Banner level={note === "used" ? "caution" : "info"}>{t(`codes.note.${note}`)}</Banner>}
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      <Segmented
        label={t("codes.how")}
        options={ways.map((each) => ({ value: each, label: t(`codes.way.${each}`) }))}
        value={way}
        onChange={(next) => {
          setWay(next)
          setTo("")
          setTried(false)
        }}
      />
      {way !== "screen" && (
        <>
          <TextField
            label={t(`codes.to.${way}`)}
            hint={t("codes.toHint")}
            type={way === "sms" ? "tel" : "email"}
            autoComplete="off"
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            {...(isTried && isAddressWrong ? { error: t(`codes.toWrong.${way}`) } : {})}
          />
          <LanguageField label={t("codes.language")} value={language} onChange={setLanguage} />
        </>
      )}
      {!hasLaboratoryNumber && (
        <TextField
          label={t("codes.number")}
          hint={t("codes.numberHint")}
          optional={t("state.optional")}
          autoComplete="off"
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          {...(isTried && isNumberWrong ? { error: t("codes.fault.not-a-laboratory-number") } : {})}
        />
      )}
      <div className="row wrap g2">
        <Button type="submit" icon="key" busy={isBusy}>
          {t("code.give")}
        </Button>
        {onCancel && (
          <Button type="button" kind="quiet" onClick={onCancel}>
            {t("action.cancel")}
          </Button>
        )}
      </div>
    </form>
  )
}
