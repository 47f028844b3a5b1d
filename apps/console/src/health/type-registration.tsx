import { call, healthProfile, typeHealthRegistration } from "@homesafe/api"
import { districts } from "@homesafe/domain"
import { Banner, Button, focusFirstError, SelectField, TextAreaField, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useHealth } from "./health-context.ts"
import { useCaller } from "./use-queue.ts"

const empty = {
  latinName: "",
  chineseName: "",
  documentKind: "identity-card",
  documentNumber: "",
  born: "",
  district: "",
  address: "",
}

/** The registration of somebody without a phone, typed while they are there; another officer decides. */
export function TypeRegistration() {
  const { t, tc } = useHealth()
  const { fault, run } = useCaller()
  const [fields, setFields] = useState(empty)
  const [wrong, setWrong] = useState<readonly string[]>([])
  const [isDone, setDone] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    setDone(false)
    const { chineseName, documentNumber, district, ...rest } = fields
    const number = documentNumber.toUpperCase().replace(/[\s()]/g, "")
    const typed = {
      ...rest,
      chineseName: chineseName.trim() || null,
      documentNumber: number,
      district: Number(district),
    }
    const read = healthProfile.safeParse(typed)
    setWrong(read.success ? [] : read.error.issues.map(({ path }) => String(path[0])))
    if (!read.success) return focusFirstError(form)
    if (!(await run(call(typeHealthRegistration, { body: { profile: read.data } })))) return
    setFields(empty)
    setDone(true)
  }
  const field = (name: keyof typeof empty) => ({
    label: tc(`field.${name}`),
    value: fields[name],
    autoComplete: "off",
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      setFields({ ...fields, [name]: event.currentTarget.value })
      setWrong(wrong.filter((each) => each !== name))
    },
    ...(wrong.includes(name) ? { error: tc("form.needed") } : {}),
  })
  return (
    <form className="stack g4 no-print" noValidate onSubmit={(event) => void submit(event)}>
      <h2>{tc("officer.type")}</h2>
      <p className="soft">{tc("officer.typeText")}</p>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      {isDone && <Banner level="corrected">{tc("officer.typed")}</Banner>}
      <TextField {...field("latinName")} hint={tc("field.latinNameHint")} />
      <TextField {...field("chineseName")} optional={tc("field.optional")} lang="zh" />
      <SelectField {...field("documentKind")}>
        {(["identity-card", "passport", "other"] as const).map((kind) => (
          <option key={kind} value={kind}>
            {tc(`document.${kind}`)}
          </option>
        ))}
      </SelectField>
      <TextField {...field("documentNumber")} hint={tc("field.documentNumberHint")} />
      <TextField {...field("born")} type="date" />
      <SelectField {...field("district")}>
        <option value="" />
        {districts.map(({ n, en, hant, hans }) => (
          <option key={n} value={n}>
            {t.language === "en" ? en : t.language === "zh-Hant" ? hant : hans}
          </option>
        ))}
      </SelectField>
      <TextAreaField {...field("address")} rows={2} />
      <Button type="submit" wide>
        {tc("register.submit")}
      </Button>
    </form>
  )
}
