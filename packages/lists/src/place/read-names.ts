import type { ListedName, Note, RepairCode } from "../shapes.ts"

/** A name freed from what does not belong to it. */
export interface ReadName {
  readonly names: readonly ListedName[]
  readonly remarks: readonly string[]
  /** Days that the name carried, as they were written. */
  readonly days: readonly string[]
  readonly how: readonly Note<RepairCode>[]
}

const HAN = /\p{Script=Han}/u
const starred = /\*{1,3}\s*([^*]{2,80}?)\s*\*{1,3}\s*:?/g
// A day at the name's end, in brackets or after a colon, as New Zealand wrote it in 2021.
const dayAtEnd = /[\s,:;(-]*\b(\d{1,2}\/\d{1,2}\/(?:\d{4}|\d{2}))\)?[\s.]*$/

/** Reads a name: remarks between stars and a day at the end are taken out, two languages in one cell are told apart. */
export function readName(cell: string, language: ListedName["language"], remark: RegExp | undefined): ReadName {
  const how: Note<RepairCode>[] = []
  const remarks: string[] = []
  const days: string[] = []
  let text = cell.replace(/[\s\u00a0\u200b]+/g, " ").trim()
  if (text !== cell.trim() || cell.includes("\u00a0")) how.push({ code: "spaces-tidied", given: cell })
  text = text.replace(starred, (_, inside: string) => {
    remarks.push(inside)
    return " "
  })
  if (remark)
    text = text.replace(remark, (inside) => {
      remarks.push(inside.replace(/^[\s((]+|[\s))]+$/g, ""))
      return " "
    })
  for (const inside of remarks) how.push({ code: "remark-taken-from-name", given: inside })
  const day = dayAtEnd.exec(text)
  if (day?.[1] !== undefined && day.index > 1) {
    days.push(day[1])
    text = text.slice(0, day.index)
    how.push({ code: "date-taken-from-name", given: day[1] })
  }
  const name = text.replace(/\s+/g, " ").replace(/^[\s:,;-]+|[\s:,;-]+$/g, "")
  return { names: byLanguage(name, language, how), remarks, days, how }
}

function byLanguage(name: string, language: ListedName["language"], how: Note<RepairCode>[]): ListedName[] {
  if (name === "") return []
  const isChinese = language.startsWith("zh")
  if (!HAN.test(name)) return [{ language: isChinese ? "en" : language, text: name }]
  // In a Chinese column foreign words are part of the name.
  if (isChinese) return [{ language, text: name }]
  const parts = split(name)
  if (!parts) return [{ language: "zh", text: name }]
  how.push({ code: "two-languages-in-one-cell", given: name })
  return [
    { language, text: parts.latin },
    { language: "zh", text: parts.han },
  ]
}

/** A Latin name before or after a Chinese one; where they are mixed, the name stays whole. */
function split(name: string): { latin: string; han: string } | undefined {
  const runs =
    /^([^\p{Script=Han}]*?)[\s((]*(\p{Script=Han}(?:.*\p{Script=Han})?(?:[\d]*[號座樓期室]?))[\s))]*([^\p{Script=Han}]*)$/u.exec(
      name,
    )
  const [, before = "", han = "", after = ""] = runs ?? []
  const sides = [before, after].map((side) => side.replace(/^[\s,()(),-]+|[\s,()(),-]+$/g, ""))
  const filled = sides.filter((side) => side !== "")
  const [latin = ""] = filled
  return filled.length === 1 && /\p{L}{2}/u.test(latin) && !/[A-Za-z]{2}/.test(han) ? { latin, han } : undefined
}
