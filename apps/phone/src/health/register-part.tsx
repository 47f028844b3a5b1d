import {
  type HealthProfile,
  type HealthReason,
  healthProfile,
  putHealthPicture,
  submitHealthRegistration,
} from "@homesafe/api"
import { districts } from "@homesafe/domain"
import { Banner, Button, FileField, focusFirstError, SelectField, TextAreaField, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useApp } from "../shell/app-context.ts"
import { callHealth } from "./call-health.ts"
import { type HealthProblem, problemWords, useHealthTexts } from "./health-texts.ts"
import { shrinkPicture } from "./shrink-picture.ts"

type Kind = "document" | "address"
const empty = {
  latinName: "",
  chineseName: "",
  documentKind: "identity-card",
  documentNumber: "",
  born: "",
  district: "",
  address: "",
}

/** The registration: who, which document, where, and a picture of each. */
export function RegisterPart({
  reason,
  kept,
  onDone,
  onEnded,
}: {
  readonly reason: HealthReason | null
  readonly kept: readonly Kind[]
  readonly onDone: () => Promise<void>
  readonly onEnded: () => void
}) {
  const { t } = useApp()
  const tc = useHealthTexts()
  const [fields, setFields] = useState(empty)
  const [pictures, setPictures] = useState<readonly Kind[]>(kept)
  const [wrong, setWrong] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<HealthProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const fail = (found: HealthProblem) => (found === "not-signed-in" ? onEnded() : setProblem(found))

  const send = async (kind: Kind, file: File) => {
    setWrong(wrong.filter((name) => name !== kind))
    const picture = await shrinkPicture(file)
    if (picture === null) return setWrong([...wrong, kind])
    setBusy(true)
    const put = await callHealth(putHealthPicture, { params: { kind }, body: { picture } })
    setBusy(false)
    if (put.ok) {
      setPictures([...pictures, kind])
      setWrong(wrong.filter((name) => name !== kind && name !== `picture-${kind}`))
    } else fail(put.problem)
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const read = healthProfile.safeParse(profileOf(fields))
    const missing = (["document", "address"] as const)
      .filter((kind) => !pictures.includes(kind))
      .map((kind) => `picture-${kind}`)
    const faults = read.success ? [] : read.error.issues.map(({ path }) => String(path[0]))
    setWrong([...faults, ...missing])
    if (!read.success || missing.length > 0) return focusFirstError(form)
    setBusy(true)
    const handed = await callHealth(submitHealthRegistration, { body: read.data })
    setBusy(false)
    if (handed.ok) await onDone()
    else fail(handed.problem)
  }
  // What was wrong is not said to be wrong any longer once it is being corrected.
  const change = (name: keyof typeof empty, value: string) => {
    setFields({ ...fields, [name]: value })
    setWrong(wrong.filter((each) => each !== name))
  }
  const text = (name: keyof typeof empty) => ({
    label: tc(`field.${name}`),
    value: fields[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      change(name, event.currentTarget.value),
    ...(wrong.includes(name) ? { error: tc("form.needed") } : {}),
  })
  const picture = (kind: Kind) => (
    <div className="stack g1">
      <FileField
        label={tc(`picture.${kind}`)}
        hint={tc("picture.hint")}
        choose={tc("picture.choose")}
        accept="image/jpeg,image/png"
        onFile={(file) => void send(kind, file)}
        {...(wrong.includes(kind) ? { error: tc("picture.refused") } : {})}
        {...(wrong.includes(`picture-${kind}`) ? { error: tc("form.needed") } : {})}
      />
      {pictures.includes(kind) && (
        <p className="small" role="status">
          {tc("picture.kept")}
        </p>
      )}
    </div>
  )
  return (
    <form className="stack g4" noValidate onSubmit={(event) => void submit(event)}>
      <div className="stack g2">
        <h2>{tc("register.title")}</h2>
        <p className="soft">{tc("register.text")}</p>
      </div>
      {reason && (
        <Banner level="caution" title={tc("register.again")}>
          {tc(`reason.${reason}`)}
        </Banner>
      )}
      {wrong.length > 0 && <Banner level="fault">{tc("form.wrong")}</Banner>}
      {problem !== null && <Banner level="fault">{problemWords(t, tc, problem)}</Banner>}
      <TextField {...text("latinName")} hint={tc("field.latinNameHint")} autoComplete="name" />
      <TextField {...text("chineseName")} optional={tc("field.optional")} lang="zh" />
      <SelectField {...text("documentKind")}>
        {(["identity-card", "passport", "other"] as const).map((kind) => (
          <option key={kind} value={kind}>
            {tc(`document.${kind}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        {...text("documentNumber")}
        hint={tc("field.documentNumberHint")}
        autoComplete="off"
        autoCapitalize="characters"
      />
      <TextField {...text("born")} type="date" autoComplete="bday" />
      <SelectField {...text("district")}>
        <option value="" />
        {districts.map(({ n, en, hant, hans }) => (
          <option key={n} value={n}>
            {t.language === "en" ? en : t.language === "zh-Hant" ? hant : hans}
          </option>
        ))}
      </SelectField>
      <TextAreaField {...text("address")} rows={2} autoComplete="street-address" />
      {picture("document")}
      {picture("address")}
      <Button type="submit" wide big busy={isBusy}>
        {tc("register.submit")}
      </Button>
    </form>
  )
}

function profileOf({
  latinName,
  chineseName,
  documentNumber,
  address,
  district,
  ...rest
}: typeof empty): Record<keyof HealthProfile, unknown> {
  return {
    ...rest,
    latinName: latinName.trim(),
    chineseName: chineseName.trim() || null,
    documentNumber: documentNumber.toUpperCase().replace(/[\s()]/g, ""),
    address: address.trim(),
    district: Number(district),
  }
}
