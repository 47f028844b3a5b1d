import { type CallProblem, call, proposeChange, type Venue } from "@homesafe/api"
import { Banner, Button, focusFirstError, PageHead, TextField } from "@homesafe/ui"
import { type FormEvent, useRef, useState } from "react"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { goTo, pathOfRoute } from "../app/route.ts"
import { LoadVenue } from "../venues/load-venue.tsx"
import { checkForm, type FormFaults, type VenueForm } from "./check-form.ts"
import { EntrancesFields } from "./entrances-fields.tsx"
import { formOfVenue } from "./form-of-venue.ts"
import { sayFault } from "./say-fault.ts"

/** Asks for other names, another address or more doors; an officer looks at it while the old code works. */
export function ChangePage({ id }: { readonly id: string }) {
  return (
    <LoadVenue id={id} right="change">
      {(venue) => <ChangeForm venue={venue} />}
    </LoadVenue>
  )
}

function ChangeForm({ venue }: { readonly venue: Venue }) {
  const { t } = usePortal()
  const [form, setForm] = useState(() => formOfVenue(venue))
  const [faults, setFaults] = useState<FormFaults>({})
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const element = useRef<HTMLFormElement>(null)
  const here = { page: "venue", id: venue.id } as const
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const result = checkForm(form, venue.notBefore)
    setFaults(result.faults)
    setProblem(null)
    if (!result.checked) {
      if (element.current) focusFirstError(element.current)
      return
    }
    setBusy(true)
    const { names, address, entrances } = result.checked
    const answer = await call(proposeChange, { params: { id: venue.id }, body: { names, address, entrances } })
    setBusy(false)
    if (answer.ok) goTo(here)
    else setProblem(answer.problem)
  }
  const change = (part: Partial<VenueForm>) => {
    setForm({ ...form, ...part })
    setFaults({})
  }
  const say = (field: string) => {
    const found = faults[field]
    return found && sayFault(t, found)
  }
  const text = (field: "en" | "hant" | "hans" | "addressEn" | "addressHant") => ({
    value: form[field],
    error: say(field),
    onChange: (event: { currentTarget: { value: string } }) => change({ [field]: event.currentTarget.value }),
  })
  return (
    <>
      <PageHead
        crumbs={<a href={pathOfRoute(here)}>{nameIn(venue.names, t.language)}</a>}
        title={t("change.title")}
        text={t("change.lead")}
      />
      <form ref={element} className="form stack g8" noValidate onSubmit={(event) => void submit(event)}>
        <div className="fields">
          <TextField label={t("new.nameHant")} lang="zh-Hant" {...text("hant")} />
          <TextField label={t("new.nameEn")} lang="en" {...text("en")} />
          <TextField label={t("new.nameHans")} optional={t("state.optional")} lang="zh-Hans" {...text("hans")} />
          <TextField label={t("new.addressHant")} lang="zh-Hant" {...text("addressHant")} />
          <TextField label={t("new.addressEn")} lang="en" {...text("addressEn")} />
        </div>
        <EntrancesFields
          entrances={form.entrances}
          fixed={venue.entrances.length}
          onChange={(entrances) => change({ entrances })}
          errorOf={(place) => say(`entrance-${place}`)}
        />
        <p className="small soft">{t("change.keepsKey")}</p>
        {problem && (
          <Banner level="fault" title={t("level.fault")}>
            {t(`problem.${problem}`)}
          </Banner>
        )}
        {Object.keys(faults).length > 0 && <Banner level="caution" title={t("new.fixTitle")} />}
        <Button type="submit" big wide busy={isBusy}>
          {isBusy ? t("new.sending") : t("change.send")}
        </Button>
      </form>
    </>
  )
}
