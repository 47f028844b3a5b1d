import { kindOf, readSeats } from "../place/read-kind.ts"
import { type ReadName, readName } from "../place/read-names.ts"
import { splitAddress } from "../place/split-address.ts"
import type { Note, PlaceKind, RepairCode, SeatGroup } from "../shapes.ts"
import type { Cells } from "./compose-time.ts"
import type { RowContext } from "./read-row.ts"

/** What a row says about its place. */
export interface ReadPlace {
  readonly name: ReadName | undefined
  readonly address: string | undefined
  readonly district: string | undefined
  readonly kind: PlaceKind
}

/** Reads name, address, district and kind of a row. */
export function readPlace(cells: Cells, context: RowContext, how: Note<RepairCode>[]): ReadPlace {
  const given = cells("name") ?? cells("nameZh")
  const parted =
    context.publisher?.joinsAddress && cells("address") === undefined && given !== undefined
      ? splitAddress(given)
      : undefined
  if (parted) how.push({ code: "address-taken-from-name", given: given ?? "", taken: parted.name })
  const language = cells("name") === undefined ? context.chineseLanguage : context.nameLanguage
  const name = given === undefined ? undefined : readName(parted?.name ?? given, language, context.publisher?.remark)
  const chinese = cells("name") === undefined ? undefined : cells("nameZh")
  const second =
    chinese === undefined ? undefined : readName(chinese, context.chineseLanguage, context.publisher?.remark)
  how.push(...(name?.how ?? []), ...(second?.how ?? []))
  const district = cells("district")
  const usual = district === undefined ? undefined : context.publisher?.district?.(district)
  const isOddlySpelt =
    district !== undefined && usual !== undefined && usual !== district && !/\p{Script=Han}/u.test(district)
  if (isOddlySpelt) how.push({ code: "district-spelling", given: district, taken: usual })
  const names = [
    ...(name?.names ?? []),
    ...(second?.names ?? []).filter(({ text }) => !name?.names.some((known) => known.text === text)),
  ]
  return {
    name:
      name && names.length > 0 ? { ...name, names, remarks: [...name.remarks, ...(second?.remarks ?? [])] } : undefined,
    address: cells("address") ?? parted?.address,
    district: isOddlySpelt ? usual : district,
    kind: kindOf(kindCell(cells) ?? kindByTitle(context.nameTitle, names[0]?.text ?? ""), names[0]?.text ?? ""),
  }
}

/** Some lists write what a thing is where its suburb would stand: `Public Transport`. */
function kindCell(cells: Cells): string | undefined {
  return (
    cells("kind") ??
    (/^(public )?transport(ation)?$|^flights?$/i.test(cells("district") ?? "") ? cells("district") : undefined)
  )
}

/** Under a title such as `Flight/Train Number` a name is one or the other. */
function kindByTitle(title: string, name: string): string | undefined {
  if (!/flight|train|bus|ferry|vessel|route|航班|列車/i.test(title)) return undefined
  const isFlight = /flight|航班/i.test(title) && /^(?:[A-Z]{2}|\d[A-Z])\s?\d{1,4}$/i.test(name)
  return isFlight || !/train|bus|ferry|vessel|route|列車/i.test(title) ? "flight" : "train"
}

/** Rows and seats of a vehicle; nothing where what stands there is neither. */
export function seatsOf(kind: PlaceKind, cells: Cells): readonly SeatGroup[] | undefined {
  if (kind === "place") return []
  const seats = cells("seats")
  if (seats !== undefined) return readSeats(seats)
  const address = cells("address")
  if (address === undefined) return []
  const read = readSeats(address)
  // A flight has no address: what stands there are its seats, or a mistake. A bus's route may stand there.
  return read ?? (kind === "flight" && /^\d+\w? \p{L}/u.test(address) ? undefined : [])
}
