import { exemptions } from "@homesafe/protocol"
import { Check, SelectField, TextAreaField, TextField } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { textIn } from "../app/names.ts"
import { ALWAYS_EXEMPT, exemptOf, type RuleFault, type RuleForm } from "./check-rule.ts"

interface Part {
  readonly form: RuleForm
  readonly faults: readonly RuleFault[]
  readonly onChange: (change: Partial<RuleForm>) => void
}

/** The kinds of places where a rule holds. Those where nobody may be asked to scan are not offered. */
export function PlaceFields({ form: { categories }, faults, onChange }: Part) {
  const { t, catalogue } = useConsole()
  const offered = catalogue.categories.filter(({ gate }) => gate !== "never")
  const never = catalogue.categories.filter(({ gate }) => gate === "never")
  const toggle = (n: number) =>
    onChange({ categories: categories.includes(n) ? categories.filter((each) => each !== n) : [...categories, n] })
  return (
    <fieldset className="field stack g2">
      <legend>{t("rule.places")}</legend>
      <div className="check-columns">
        {offered.map((category) => (
          <Check
            key={category.n}
            label={textIn(category, t.language)}
            checked={categories.includes(category.n)}
            aria-invalid={faults.includes("categories") ? true : undefined}
            onChange={() => toggle(category.n)}
          />
        ))}
      </div>
      <p className="hint">
        {t("rule.placesNever", { places: never.map((each) => textIn(each, t.language)).join(t("rules.joint")) })}
      </p>
      {faults.includes("categories") && <p className="error">{t("rule.fault.categories")}</p>}
    </fieldset>
  )
}

/** Who need not scan; where people must, two are always among them. */
export function ExemptFields({ form, onChange }: Omit<Part, "faults">) {
  const { t } = useConsole()
  const chosen = exemptOf(form)
  return (
    <fieldset className="field stack g1">
      <legend>{t("rules.exempt")}</legend>
      {exemptions.map((each) => {
        const isFixed = form.rule !== "voluntary" && ALWAYS_EXEMPT.includes(each)
        return (
          <Check
            key={each}
            label={t(`rules.exempt.${each}`)}
            hint={isFixed ? t("rule.exemptFixed") : undefined}
            checked={chosen.includes(each)}
            disabled={isFixed}
            onChange={() =>
              onChange({
                exempt: chosen.includes(each) ? chosen.filter((other) => other !== each) : [...chosen, each],
              })
            }
          />
        )
      })}
    </fieldset>
  )
}

/** One sentence in three languages: it is signed as it stands, and nobody translates it later. */
export function TextsFields({ part, form, faults, onChange }: Part & { readonly part: "by" | "reason" }) {
  const { t } = useConsole()
  return (
    <fieldset className="field stack g3">
      <legend>{t(`rules.${part}`)}</legend>
      <p className="hint">{t(`rule.${part}Hint`)}</p>
      {(["en", "hant", "hans"] as const).map((key) => (
        <TextAreaField
          key={key}
          rows={2}
          lang={key === "en" ? "en" : key === "hant" ? "zh-Hant" : "zh-Hans"}
          maxLength={400}
          label={t(`rule.in.${key}`)}
          error={faults.includes(part) && form[part][key].trim() === "" ? t("rule.fault.text") : undefined}
          value={form[part][key]}
          onChange={(event) => onChange({ [part]: { ...form[part], [key]: event.currentTarget.value } })}
        />
      ))}
    </fieldset>
  )
}

/** What the venue offers instead, how short a stay needs nothing, and what a venue risks. */
export function TermFields({ form, faults, onChange }: Part) {
  const { t } = useConsole()
  return (
    <>
      {form.rule !== "scan-or-form" && (
        <SelectField
          label={t("rules.alternative")}
          value={form.alternative}
          onChange={(event) => onChange({ alternative: event.currentTarget.value as RuleForm["alternative"] })} // as: the options below
        >
          <option value="form">{t("rules.alternative.form")}</option>
          <option value="staff">{t("rules.alternative.staff")}</option>
          <option value="none">{t("rule.alternativeNone")}</option>
        </SelectField>
      )}
      <TextField
        label={t("rule.shortStay")}
        hint={t("rule.shortStayHint")}
        inputMode="numeric"
        error={faults.includes("shortStay") ? t("rule.fault.shortStay") : undefined}
        value={form.shortStay}
        onChange={(event) => onChange({ shortStay: event.currentTarget.value })}
      />
      <SelectField
        label={t("rules.penalty")}
        value={form.penalty}
        onChange={(event) => onChange({ penalty: event.currentTarget.value as RuleForm["penalty"] })} // as: the options below
      >
        <option value="none">{t("rule.penalty.none")}</option>
        <option value="closure-days">{t("rule.penalty.closure-days")}</option>
        <option value="fine-hkd">{t("rule.penalty.fine-hkd")}</option>
      </SelectField>
      {form.penalty !== "none" && (
        <div className="times">
          {(["least", "most"] as const).map((key) => (
            <TextField
              key={key}
              label={t(`rule.${key}`)}
              inputMode="numeric"
              error={faults.includes("penalty") ? t("rule.fault.penalty") : undefined}
              value={form[key]}
              onChange={(event) => onChange({ [key]: event.currentTarget.value })}
            />
          ))}
        </div>
      )}
    </>
  )
}
