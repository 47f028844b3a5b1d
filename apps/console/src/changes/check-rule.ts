import { addRule, dateOfDay, type GatedCategory, type NewRule, readDate } from "@homesafe/domain"
import { addDays, type Exemption, exemptions, type Policy, type ServiceDay } from "@homesafe/protocol"

/** The form of a rule as it is typed; dates yyyy-mm-dd, `last` the last day on which it holds. */
export interface RuleForm {
  readonly categories: readonly number[]
  readonly rule: NewRule["rule"]
  readonly from: string
  readonly last: string
  readonly by: NewRule["by"]
  readonly reason: NewRule["reason"]
  readonly exempt: readonly Exemption[]
  readonly alternative: NewRule["alternative"]
  readonly shortStay: string
  readonly penalty: "none" | "closure-days" | "fine-hkd"
  readonly least: string
  readonly most: string
}
/** Parts of the form that can be wrong. */
export type RuleFault = "categories" | "from" | "last" | "by" | "reason" | "shortStay" | "penalty" | "entry"

/** Whoever asks people to scan must have thought of these (Spec §9). */
export const ALWAYS_EXEMPT: readonly Exemption[] = ["disability", "emergency"]
const LONGEST_TEXT = 400
const LONGEST_DAYS = 732
const LONGEST_STAY = 120

/** An empty form: two weeks' notice, three months. */
export function emptyRule(today: ServiceDay): RuleForm {
  const none = { en: "", hant: "", hans: "" }
  return {
    categories: [],
    rule: "scan-or-form",
    from: dateOfDay(addDays(today, 14)),
    last: dateOfDay(addDays(today, 103)),
    by: none,
    reason: none,
    exempt: ALWAYS_EXEMPT,
    alternative: "form",
    shortStay: "0",
    penalty: "none",
    least: "",
    most: "",
  }
}

/** The rule that a form makes, or what is missing; the ledger's own reader has the last word. */
export function checkRule(
  form: RuleForm,
  ledger: { readonly before: Policy; readonly categories: readonly GatedCategory[]; readonly today: ServiceDay },
): { readonly rule: NewRule; readonly policy: Policy } | { readonly faults: readonly RuleFault[] } {
  const [from, last] = [readDate(form.from), readDate(form.last)]
  const [shortStay, least, most] = [form.shortStay, form.least, form.most].map(countOf)
  const penalty =
    form.penalty === "none"
      ? null
      : least === undefined || most === undefined || least > most
        ? undefined
        : { unit: form.penalty, least, most }
  const isLastWrong = last === undefined || from === undefined || last < from || last - from >= LONGEST_DAYS
  const faults: RuleFault[] = []
  if (form.categories.length === 0) faults.push("categories")
  if (from === undefined || from < ledger.today) faults.push("from")
  if (isLastWrong) faults.push("last")
  if (!areTexts(form.by)) faults.push("by")
  if (!areTexts(form.reason)) faults.push("reason")
  if (shortStay === undefined || shortStay > LONGEST_STAY) faults.push("shortStay")
  if (penalty === undefined) faults.push("penalty")
  if (faults.length > 0 || from === undefined || last === undefined) return { faults }
  if (shortStay === undefined || penalty === undefined) return { faults }
  const rule: NewRule = {
    categories: [...form.categories].sort((a, b) => a - b),
    rule: form.rule,
    from,
    until: addDays(last, 1),
    by: trimmed(form.by),
    reason: trimmed(form.reason),
    exempt: exemptOf(form),
    alternative: form.rule === "scan-or-form" ? "form" : form.alternative,
    shortStay,
    penalty,
  }
  const added = addRule(ledger.before, rule, ledger)
  return added.ok ? { rule, policy: added.value } : { faults: [added.field] }
}

/** Who need not scan by this form: in the ledger's order, and where people must scan never without those in need. */
export function exemptOf({ rule, exempt }: Pick<RuleForm, "rule" | "exempt">): Exemption[] {
  const all = rule === "voluntary" ? exempt : [...exempt, ...ALWAYS_EXEMPT]
  return exemptions.filter((each) => all.includes(each))
}

function countOf(text: string): number | undefined {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text) : undefined
}

function trimmed({ en, hant, hans }: NewRule["by"]): NewRule["by"] {
  return { en: en.trim(), hant: hant.trim(), hans: hans.trim() }
}

/** Three languages or it does not go out. Counts code points, as the format does. */
function areTexts(texts: NewRule["by"]): boolean {
  return Object.values(trimmed(texts)).every((text: string) => text !== "" && [...text].length <= LONGEST_TEXT)
}
