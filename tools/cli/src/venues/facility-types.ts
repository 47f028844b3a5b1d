// The types of the register of food and hygiene facilities, as its English column spells them, and the number of the
// category in the signed catalogue (domain: categories).
const categoryOfType = new Map<string, number>([
  ["PUBLIC MARKETS / COOKED FOOD MARKETS", 1],
  ["HAWKER BAZAARS", 3],
  ["PUBLIC TOILETS", 15],
  ["DISTRICT ENVIRONMENTAL HYGIENE OFFICES", 17],
  ["CEMETERIES AND CREMATORIA OFFICES", 17],
  ["PUBLIC REFUSE COLLECTION POINTS", 23],
  ["PUBLIC CEMETERIES", 24],
  ["CREMATORIA", 24],
  ["COLUMBARIUM", 24],
  ["GARDEN OF REMEMBRANCE", 24],
  ["PUBLIC BATHHOUSES", 25],
  ["OTHERS", 26],
])

const TOILET = 15

/**
 * The category of a facility. The register has one type a row, and the names tell what it leaves out: which markets sell cooked food,
 * and which bathhouses (24 of 26) are toilets too. Those count as toilets, where nobody may be asked to scan (S33).
 */
export function categoryOfFacility(
  type: string,
  names: { readonly en: string; readonly hant: string },
): number | undefined {
  const category = categoryOfType.get(type.toUpperCase())
  if (category !== undefined && (/\btoilets?\b/i.test(names.en) || names.hant.includes("廁"))) return TOILET
  return category === 1 && /\bcooked food (market|centre)\b/i.test(names.en) ? 2 : category
}
