import type { HealthRecord, Holder, TestRecord } from "../credential.ts"
import { shownText } from "../shared/clean-text.ts"
import { listIn, memberOf, numberIn, textIn } from "../shared/read-json.ts"
import { isoDate, isoOfSeconds } from "./dates.ts"

/** Whom an EU certificate is about; null: it names nobody. */
export function holderOf(certificate: unknown): Holder | null {
  const names = memberOf(certificate, "nam")
  const own = [textIn(names, "gn"), textIn(names, "fn")].filter((part) => part).join(" ")
  const latin = [textIn(names, "gnt"), textIn(names, "fnt")].filter((part) => part).join(" ")
  const nameLatin = shownText(latin.replaceAll("<", " "))
  const name = shownText(own) ?? nameLatin
  // The first editions wrote a moment where a day is meant; a day or a month that nobody knows stands as zeros or crosses.
  const birth = isoDate(
    textIn(certificate, "dob")
      ?.slice(0, 10)
      .replace(/(?:-(?:00|XX))+$/i, ""),
  )
  return name === null ? null : { name, nameLatin, birth }
}

/** Says whether somebody can be the person that is named: born after 1900 and before the document was made, with letters in the name. */
export function isPlausible(certificate: unknown, issuedAt: number | null): boolean {
  const birth = textIn(certificate, "dob") ?? ""
  const names = memberOf(certificate, "nam")
  const parts = ["fn", "gn", "fnt", "gnt"].map((part) => textIn(names, part) ?? "")
  if (parts.some((part) => part.trim() !== "" && !/\p{L}/u.test(part))) return false
  if (birth === "") return true
  const issued = isoOfSeconds(issuedAt) ?? "9999"
  return /^(?:19|20)[0-9]{2}(?![0-9])/.test(birth) && birth.slice(0, 10) <= issued
}

/** The records of an EU certificate: vaccinations, tests and recoveries. The identifier is as it stands there, for revocations are about it. */
export function recordsOf(certificate: unknown): readonly HealthRecord[] {
  return [
    ...listIn(certificate, "v").map(
      (entry): HealthRecord => ({
        kind: "vaccination",
        ...baseOf(entry),
        date: isoDate(textIn(entry, "dt")),
        vaccine: shownText(textIn(entry, "vp")),
        product: shownText(textIn(entry, "mp")),
        manufacturer: shownText(textIn(entry, "ma")),
        dose: numberIn(entry, "dn"),
        doses: numberIn(entry, "sd"),
        lot: null,
      }),
    ),
    ...listIn(certificate, "t").map(
      (entry): HealthRecord => ({
        kind: "test",
        ...baseOf(entry),
        date: isoDate(textIn(entry, "sc")),
        result: resultOf(textIn(entry, "tr")),
        resultCode: shownText(textIn(entry, "tr")),
        testType: shownText(textIn(entry, "tt")),
        product: shownText(textIn(entry, "nm") ?? textIn(entry, "ma")),
        facility: shownText(textIn(entry, "tc")),
      }),
    ),
    ...listIn(certificate, "r").map(
      (entry): HealthRecord => ({
        kind: "recovery",
        ...baseOf(entry),
        firstPositive: isoDate(textIn(entry, "fr")),
        validFrom: isoDate(textIn(entry, "df")),
        validUntil: isoDate(textIn(entry, "du")),
      }),
    ),
  ]
}

function baseOf(entry: unknown) {
  return {
    id: textIn(entry, "ci"),
    disease: shownText(textIn(entry, "tg")),
    country: shownText(textIn(entry, "co")),
    issuer: shownText(textIn(entry, "is")),
    validFrom: null,
    validUntil: null,
  }
}

/** A result's SNOMED code. */
export function resultOf(code: string | null): TestRecord["result"] {
  if (code === "260373001" || code === "10828004") return "detected"
  return code === "260415000" || code === "260385009" ? "not-detected" : "other"
}
