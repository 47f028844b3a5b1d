import { applyForVenue, type CallProblem, call, type Venue } from "@homesafe/api"
import { dateOfDay } from "@homesafe/domain"
import { commitOf, type ServiceDay, serviceDay, serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { makeVenueKey } from "@homesafe/protocol/venue"
import { Banner, Button, focusFirstError, Icon, PageHead, SelectField, TextField } from "@homesafe/ui"
import { type FormEvent, useRef, useState } from "react"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { goTo } from "../app/route.ts"
import { keepKey } from "../keys/key-store.ts"
import { isNeverGate } from "../venues/venue-state.ts"
import {
  type CheckedForm,
  checkForm,
  type FieldFault,
  type FormFaults,
  isRestaurant,
  type VenueForm,
} from "./check-form.ts"
import { EntrancesFields } from "./entrances-fields.tsx"
import { EventFields } from "./event-fields.tsx"
import { formWithNewKey, renewedForm } from "./form-of-venue.ts"
import { PhoneField } from "./phone-field.tsx"
import { sayFault } from "./say-fault.ts"

/**
 * Registers a venue: its key is made here, and only the key's commitment is sent (Spec §2). `like` is a venue
 * whose code ends: its form, anew; `isAnew` begins today instead, for a key that too many have.
 */
export function RegisterPage({ like, isAnew = false }: { readonly like?: Venue; readonly isAnew?: boolean }) {
  const { t, deployment } = usePortal()
  const { trust, catalogue } = deployment
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000)), trust.offset)
  const [form, setForm] = useState<VenueForm>(() => {
    if (!like) return emptyForm(today)
    return isAnew ? formWithNewKey(like, today) : renewedForm(like, today)
  })
  const [faults, setFaults] = useState<FormFaults>({})
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const element = useRef<HTMLFormElement>(null)
  // One key for one form, however often it is sent: a lost answer must not register the venue twice.
  const [venueKey] = useState(() => makeVenueKey((n) => crypto.getRandomValues(new Uint8Array(n))))
  const wasSentUnanswered = useRef(false)

  const send = async (checked: CheckedForm) => {
    setBusy(true)
    const commit = commitOf(venueKey, serviceDay(checked.notBefore))
    const { notBefore } = checked
    // Kept before it is sent: a venue whose key is lost could never print.
    await keepKey({
      commit,
      dep: deployment.dep,
      venueKey,
      notBefore,
      name: `${checked.names.hant} ${checked.names.en}`,
      isSaved: false,
    })
    const answer = await call(applyForVenue, { body: { ...checked, commit } })
    setBusy(false)
    if (answer.ok) return goTo({ page: "venue", id: answer.value.id })
    if (answer.problem === "commitment-known" && wasSentUnanswered.current) return goTo({ page: "list" })
    if (answer.problem === "offline") wasSentUnanswered.current = true
    setProblem(answer.problem)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const result = checkForm(form, today)
    setFaults(result.faults)
    setProblem(null)
    if (result.checked) void send(result.checked)
    else if (element.current) focusFirstError(element.current)
  }
  const say = (found: FieldFault | undefined) => found && sayFault(t, found)
  const change = (part: Partial<VenueForm>, isFault: (name: string) => boolean) => {
    setForm({ ...form, ...part })
    setFaults(Object.fromEntries(Object.entries(faults).filter(([name]) => !isFault(name))))
  }
  const text = (field: TextFieldName) => ({
    value: form[field],
    error: say(faults[field]),
    onChange: (event: { currentTarget: { value: string } }) =>
      change({ [field]: event.currentTarget.value }, (name) => name === field),
  })
  const words = isAnew ? "newCodes" : like ? "renew" : "new"
  return (
    <>
      <PageHead
        title={like?.revoked && !isAnew ? t("renew.new") : t(`${words}.title`)}
        text={like?.revoked && !isAnew ? t("renew.newLead") : t(`${words}.lead`)}
      />
      <form ref={element} className="form stack g8" noValidate onSubmit={submit}>
        <fieldset className="form-section stack g3">
          <legend>{t("new.names")}</legend>
          <div className="fields">
            <TextField label={t("new.nameHant")} lang="zh-Hant" {...text("hant")} />
            <TextField label={t("new.nameEn")} lang="en" {...text("en")} />
            <TextField
              label={t("new.nameHans")}
              hint={t("new.nameHansHint")}
              optional={t("state.optional")}
              lang="zh-Hans"
              {...text("hans")}
            />
          </div>
        </fieldset>
        <fieldset className="form-section stack g3">
          <legend>{t("new.where")}</legend>
          <div className="fields">
            <TextField label={t("new.addressHant")} lang="zh-Hant" {...text("addressHant")} />
            <TextField label={t("new.addressEn")} lang="en" autoComplete="street-address" {...text("addressEn")} />
            <TextField
              label={t("new.position")}
              hint={t("new.positionHint")}
              optional={t("state.optional")}
              maxLength={40}
              {...text("position")}
            />
          </div>
        </fieldset>
        <fieldset className="form-section stack g3">
          <legend>{t("new.kind")}</legend>
          <div className="fields">
            <SelectField label={t("new.category")} {...text("category")}>
              <option value="">{t("new.categoryChoose")}</option>
              {catalogue.categories
                .filter((category) => category.n > 0 && category.n < 128)
                .map((category) => (
                  <option key={category.n} value={category.n}>
                    {nameIn(category, t.language)}
                  </option>
                ))}
            </SelectField>
            <TextField
              label={t("new.register")}
              hint={t("new.registerHint")}
              maxLength={40}
              {...text("registerNumber")}
            />
            <PhoneField {...text("phone")} />
          </div>
          {isRestaurant(form.category) && (
            <SelectField label={t("new.restaurantType")} optional={t("state.optional")} {...text("restaurantType")}>
              <option value="">{t("new.categoryChoose")}</option>
              {(["A", "B", "C", "D"] as const).map((type) => (
                <option key={type} value={type}>
                  {t("new.restaurantTypeN", { type })}
                </option>
              ))}
            </SelectField>
          )}
          {isNeverGate(catalogue, Number(form.category)) && <Banner level="info">{t("new.categoryNever")}</Banner>}
        </fieldset>
        <EntrancesFields
          entrances={form.entrances}
          onChange={(entrances) => change({ entrances }, (name) => name.startsWith("entrance-"))}
          errorOf={(place) => say(faults[`entrance-${place}`])}
        />
        <fieldset className="form-section stack g3">
          <legend>{t("new.validity")}</legend>
          <TextField
            label={t("new.from")}
            hint={form.until === "" ? t("new.fromHint") : undefined}
            type="date"
            min={dateOfDay(today)}
            {...text("from")}
          />
          <EventFields
            from={form.from}
            until={form.until}
            error={say(faults.until)}
            onChange={(dates) => change(dates, (name) => name === "from" || name === "until")}
          />
        </fieldset>
        <p className="row g3 top small soft">
          <Icon name="seal" />
          <span>{t("new.secret")}</span>
        </p>
        {problem && (
          <Banner level="fault" title={t("level.fault")}>
            {t(`problem.${problem}`)}
          </Banner>
        )}
        {Object.keys(faults).length > 0 && <Banner level="caution" title={t("new.fixTitle")} />}
        <Button type="submit" big wide busy={isBusy}>
          {isBusy ? t("new.sending") : t("new.send")}
        </Button>
      </form>
    </>
  )
}

type TextFieldName = Exclude<keyof VenueForm, "entrances">

function emptyForm(today: ServiceDay): VenueForm {
  return {
    en: "",
    hant: "",
    hans: "",
    addressEn: "",
    addressHant: "",
    category: "",
    registerNumber: "",
    phone: "",
    restaurantType: "",
    position: "",
    from: dateOfDay(today),
    until: "",
    entrances: [{ id: 0, en: "", hant: "", staffOnly: false }],
  }
}
