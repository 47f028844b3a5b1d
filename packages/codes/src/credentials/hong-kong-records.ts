import type { HealthRecord, Holder, TestRecord } from "../credential.ts"
import { shownText } from "../shared/clean-text.ts"
import { isoDate, isoOfHongKong } from "./dates.ts"

const DISEASE = "840539006"

// After the first indicator an exemption has one field more, the day until which it holds.
function fieldOf(kind: string, fields: readonly string[], place: number): string {
  return fields[kind === "MEC" && place > 10 ? place + 1 : place] ?? ""
}

/** Whom a record is about; the name is masked in the code itself. A test's code names nobody. */
export function holderOf(kind: string, fields: readonly string[]): Holder | null {
  const name = kind === "EVT" ? null : shownText(fields[6])
  const [birth = ""] = fieldOf(kind, fields, 15).split(",")
  return name === null ? null : { name, nameLatin: null, birth: isoOfHongKong(birth) ?? isoDate(birth) }
}

/** The records of one code: up to three doses, a recovery, an exemption, or a test. */
export function recordsOf(kind: string, fields: readonly string[]): readonly HealthRecord[] {
  if (kind === "EVT") return [testOf(fields)]
  const id = shownText(fields[4])
  const base = { id, disease: DISEASE, country: "HK", issuer: null, validFrom: null, validUntil: null }
  const [third = "", ...thirdName] = fieldOf(kind, fields, 11).split(",")
  const doses: (readonly [date: string, product: string | undefined])[] = [
    [third, thirdName.join(",")],
    [fields[7] ?? "", fields[8]],
    [fieldOf(kind, fields, 12), fieldOf(kind, fields, 13)],
  ]
  const taken = doses.filter(([date]) => date !== "")
  const last = Number(fieldOf(kind, fields, 15).split(",")[1] ?? "")
  const vaccinations = taken.map(
    ([date, product], i): HealthRecord => ({
      kind: "vaccination",
      ...base,
      date: isoOfHongKong(date),
      vaccine: null,
      product: shownText(product),
      manufacturer: null,
      // The code tells the number of the last dose alone.
      dose: Number.isInteger(last) && last >= taken.length ? last - taken.length + 1 + i : null,
      doses: null,
      lot: null,
    }),
  )
  const recovery: HealthRecord[] = fields[10] === "001" ? [{ kind: "recovery", ...base, firstPositive: null }] : []
  const exemption: HealthRecord[] =
    kind === "MEC" ? [{ kind: "exemption", ...base, date: null, validUntil: isoOfHongKong(fields[11] ?? "") }] : []
  return [...exemption, ...vaccinations, ...recovery]
}

function testOf(fields: readonly string[]): TestRecord {
  const result = fields[9] ?? ""
  return {
    kind: "test",
    id: shownText(fields[3]),
    disease: DISEASE,
    country: "HK",
    issuer: null,
    validFrom: null,
    validUntil: null,
    date: isoOfHongKong(fields[6] ?? ""),
    result: resultOf(result),
    resultCode: shownText(result),
    testType: shownText(fields[8]),
    product: shownText(fields[7]),
    facility: null,
  }
}

function resultOf(text: string): TestRecord["result"] {
  if (/^(?:negative|not detected|陰性|阴性)/i.test(text.trim())) return "not-detected"
  return /^(?:positive|detected|陽性|阳性)/i.test(text.trim()) ? "detected" : "other"
}
