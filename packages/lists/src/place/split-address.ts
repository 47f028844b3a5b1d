const STREET =
  "street|st|road|rd|avenue|ave|highway|hwy|parade|drive|dr|lane|place|way|crescent|court|boulevarde?|terrace|square|mall|esplanade|circuit|close|grove|plaza|centre|shopping|village|westfield|stockland|arcade|park"
const addressLike = new RegExp(
  `\\d|\\b(?:${STREET})\\b|^(?:shop|level|unit|lot|suite|corner|cnr|ground|building)\\b`,
  "i",
)

/** Parts a name from an address that was run into it when a line break was lost, as in `Westside Hotel22 Main Street`. */
export function splitAddress(cell: string): { readonly name: string; readonly address: string } | undefined {
  const broken = /^(.{2,}?)\s*\n\s*([\s\S]+)$/.exec(cell)
  if (broken?.[1] !== undefined && broken[2] !== undefined)
    return { name: broken[1], address: broken[2].replace(/\s*\n\s*/g, ", ") }
  for (const joint of cell.matchAll(/[\p{Ll}\p{Lu})\]’'](?=\d)|[\p{Ll})\]’'](?=\p{Lu})/gu)) {
    const at = joint.index + 1
    const [name, address] = [cell.slice(0, at), cell.slice(at)]
    // `McDonald`, `MacLean`, `O'Brien`, `iPhone` and other names with a capital inside are no joints.
    const isInside = /(?:^|[\s-])(?:Mc|Mac|Mc|De|La|Le|[a-z])$/.test(name) || /['’]$/.test(name)
    const isWord = /^\d+(?:st|nd|rd|th)?\b(?!\s*\S)/.test(address)
    if (!isInside && !isWord && name.length >= 3 && address.length >= 6 && addressLike.test(address))
      return { name, address }
  }
  return undefined
}
