import { isHex, type Names, readMessage, textOfUtf8, utf8Of, writeMessage } from "@homesafe/protocol"
import type { KeptVisit, MovedDay } from "@homesafe/protocol/visitor"
import { cleanNote } from "../diary/clean-text.ts"
import { type DayPage, type DiaryVisit, EMPTY_PAGE, pageOfText } from "../diary/day-page.ts"
import type { FoundRow } from "../feed/merge-found.ts"

// A moved page was written by another copy of this app, which may be another version or another program: each part is looked at, and what
// is not in order is left out. Its rows still match.

type Fields = Readonly<Record<string, unknown>>

const CAPSULE_TEXT = /^[A-Za-z0-9_-]{364}$/
const BIND_TEXT = /^[A-Za-z0-9_-]{22}$/
const MOST_COMPANIONS = 12
const LONGEST_NAME = 200

/** The diary's page of a moved day, with nothing in it that this app would not have written. */
export function readMovedPage(moved: MovedDay): DayPage {
  const text = textOfUtf8(moved.diary)
  if (text === undefined || text.trim() === "" || !isJson(text)) return EMPTY_PAGE
  const page = pageOfText(utf8Of(text))
  const visits = listOf(page.visits).flatMap((each) => readVisit(each, moved) ?? [])
  const found = listOf(page.found).filter((each): each is FoundRow => isFoundRow(each, moved))
  return { ...EMPTY_PAGE, visits, found }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false // the parser's only way to say so
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined // as: checked
}

function isCount(value: unknown, greatest = 2 ** 32 - 1): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= greatest
}

function readVisit(value: unknown, moved: MovedDay): DiaryVisit | undefined {
  const visit = fieldsOf(value)
  const names = readNamesOf(visit?.names)
  if (!visit || !names || typeof visit.id !== "string" || visit.id.length > 64) return undefined
  const { id, source, category, isProvisional, isVehicle, arrivedAt, leftAt, leavesAt, latestLeaving, isGuessed } =
    visit
  if (source !== "code" && source !== "plate" && source !== "by-hand") return undefined
  if (!isCount(category, 127) || !isCount(arrivedAt) || !isCount(leavesAt)) return undefined
  // An open visit's keys do not move: it ends when it would have ended by itself.
  const left = isCount(leftAt) ? leftAt : Math.max(arrivedAt, leavesAt)
  if (left < arrivedAt) return undefined
  return {
    id,
    source,
    names,
    category,
    isProvisional: isProvisional === true,
    isVehicle: isVehicle === true,
    arrivedAt,
    leftAt: left,
    leavesAt,
    latestLeaving: isCount(latestLeaving) ? latestLeaving : null,
    isGuessed: isGuessed === true || !isCount(leftAt),
    ref: null,
    kept: isKept(visit.kept, moved) ? visit.kept : null,
    note: typeof visit.note === "string" ? cleanNote(visit.note) : "",
    companions: listOf(visit.companions)
      .filter((each): each is string => typeof each === "string" && each.length <= 64)
      .slice(0, MOST_COMPANIONS),
    ...readMovedCapsule(visit.moved),
  }
}

function readNamesOf(value: unknown): Names | undefined {
  const names = fieldsOf(value)
  const isName = (text: unknown): text is string =>
    typeof text === "string" &&
    text !== "" &&
    text.length <= LONGEST_NAME &&
    !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(text)
  if (!names || !isName(names.en) || !isName(names.hant)) return undefined
  if (names.hans === undefined) return { en: names.en, hant: names.hant }
  return isName(names.hans) ? { en: names.en, hant: names.hant, hans: names.hans } : undefined
}

function isKept(value: unknown, moved: MovedDay): value is KeptVisit {
  const kept = fieldsOf(value)
  if (!kept || kept.day !== moved.day || !isCount(kept.arrival, 1440) || !isCount(kept.departure, 1440)) return false
  const isRow = (row: unknown) => {
    const each = fieldsOf(row)
    return isCount(each?.row, moved.rows.length - 1) && isCount(each.arrival, 288) && isCount(each.departure, 288)
  }
  const isCapsule = kept.capsule === null || isCount(kept.capsule, moved.capsules.length - 1)
  return Array.isArray(kept.rows) && kept.rows.every(isRow) && isCapsule && typeof kept.full === "boolean"
}

function readMovedCapsule(value: unknown): Pick<DiaryVisit, "moved"> {
  const moved = fieldsOf(value)
  if (!moved || !isHex(moved.uploadKeyId, 4)) return {}
  const { bind, capsule, uploadKeyId } = moved
  if (typeof bind !== "string" || typeof capsule !== "string") return {}
  return BIND_TEXT.test(bind) && CAPSULE_TEXT.test(capsule) ? { moved: { bind, capsule, uploadKeyId } } : {}
}

function isFoundRow(value: unknown, moved: MovedDay): boolean {
  const found = fieldsOf(value)
  const isList = (list: unknown) => isCount(fieldsOf(list)?.seq) && isCount(fieldsOf(list)?.t)
  if (!found || !isCount(found.row, moved.rows.length - 1) || !isList(found.list) || !isList(found.firstList))
    return false
  const isRemark = found.remark === null || readNamesOf(found.remark) !== undefined
  return (
    typeof found.wasAlert === "boolean" && typeof found.isSeen === "boolean" && isRemark && isMessage(found.message)
  )
}

function isMessage(value: unknown): boolean {
  try {
    const read = readMessage(writeMessage(value as FoundRow["message"])) // as: what does not fit throws, what is left over differs
    return read.ok && JSON.stringify(sorted(read.value)) === JSON.stringify(sorted(fieldsOf(value) ?? {}))
  } catch {
    return false // a field is missing or does not fit
  }
}

function sorted(fields: object): readonly (readonly [string, unknown])[] {
  return Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))
}
