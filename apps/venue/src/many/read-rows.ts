import type { Catalogue } from "@homesafe/protocol"
import type { Table } from "@homesafe/table"
import {
  type CheckedForm,
  checkForm,
  type FieldFault,
  type FormFaults,
  type VenueForm,
} from "../register/check-form.ts"

/** Columns, each with the titles that are understood, in lower case without spaces. The first is the one in the example. */
const titles = {
  hant: ["name_zh", "中文名稱", "繁體中文名稱", "場所名稱", "name_hant"],
  en: ["name_en", "英文名稱", "name"],
  hans: ["name_zh_hans", "簡體中文名稱", "简体中文名称", "name_hans"],
  category: ["category", "類別", "类别"],
  restaurantType: ["restaurant_type", "食肆類型", "食肆类型"],
  addressHant: ["address_zh", "中文地址", "地址", "address_hant"],
  addressEn: ["address_en", "英文地址", "address"],
  registerNumber: ["register_number", "登記證號碼", "登记证号码", "registration_number"],
  entrances: ["entrances", "入口"],
  latitude: ["latitude", "緯度", "纬度", "lat"],
  longitude: ["longitude", "經度", "经度", "lng"],
  phone: ["telephone", "電話", "电话", "phone"],
} as const
type Column = keyof typeof titles
const needed: readonly Column[] = ["hant", "en", "category", "addressHant", "addressEn", "registerNumber"]

/** One row: what it says, what is wrong with it, and the application that it makes where nothing is. */
export interface ReadRow {
  readonly line: number
  readonly name: string
  readonly faults: FormFaults
  readonly checked: CheckedForm | null
}

/** The titles of the example, in order. */
export const exampleTitles: readonly string[] = Object.values(titles).map(([first]) => first)

/** Columns that a table lacks, by the title that the example has. */
export function missingColumns({ head }: Table): string[] {
  return needed.filter((column) => placeOf(head, column) < 0).map((column) => titles[column][0])
}

/** Checks every row as the form for one venue would be checked. */
export function readRows(table: Table, catalogue: Catalogue, day: { today: number; date: string }): ReadRow[] {
  const seen = new Set<string>()
  return table.rows.map(({ line, cells }) => {
    const cell = (column: Column) => (cells[placeOf(table.head, column)] ?? "").trim()
    const category = categoryNamed(catalogue, cell("category"))
    const form: VenueForm = {
      en: cell("en"),
      hant: cell("hant"),
      hans: cell("hans"),
      addressEn: cell("addressEn"),
      addressHant: cell("addressHant"),
      category: category === undefined ? cell("category") : String(category),
      registerNumber: cell("registerNumber"),
      phone: cell("phone"),
      restaurantType: cell("restaurantType").normalize("NFKC").toUpperCase(),
      position: [cell("latitude"), cell("longitude")].filter((text) => text !== "").join(", "),
      from: day.date,
      until: "",
      entrances: entrancesOf(cell("entrances")),
    }
    const { faults, checked } = checkForm(form, day.today)
    const mark = JSON.stringify([form.en, form.hant, form.registerNumber])
    const more: Record<string, FieldFault> = { ...faults }
    if (form.category !== "" && category === undefined) more.category = { fault: "unknown-category" }
    if (!/^[A-D]?$/.test(form.restaurantType)) more.restaurantType = { fault: "unknown-type" }
    if (cells.length > table.head.length) more.row = { fault: "cells" }
    else if (seen.has(mark)) more.row = { fault: "twice" }
    seen.add(mark)
    const isGood = Object.keys(more).length === 0
    return { line, name: form.hant || form.en, faults: more, checked: isGood ? checked : null }
  })
}

function placeOf(head: readonly string[], column: Column): number {
  const known: readonly string[] = titles[column]
  return head.findIndex((title) =>
    known.includes(
      title
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, "_"),
    ),
  )
}

/** A category's number, by its number or its name in any of the three languages. */
function categoryNamed({ categories }: Catalogue, text: string): number | undefined {
  const wanted = text.normalize("NFKC").toLowerCase()
  return categories.find(
    ({ n, en, hant, hans }) =>
      n > 0 && n < 128 && [String(n), en.toLowerCase(), hant, hans].some((name) => name.normalize("NFKC") === wanted),
  )?.n
}

/** "Front door|正門; Staff door|職員入口*": doors by semicolons, two names by a bar, a star for staff only. */
function entrancesOf(text: string): VenueForm["entrances"] {
  const doors = text.split(/[;；]/).filter((door) => door.trim() !== "")
  if (doors.length === 0) return [{ id: 0, en: "", hant: "", staffOnly: false }]
  return doors.map((door, id) => {
    const staffOnly = /[*＊]\s*$/.test(door)
    const [en = "", hant = ""] = door.replace(/[*＊]\s*$/, "").split(/[|｜]/)
    return { id, en, hant, staffOnly }
  })
}
