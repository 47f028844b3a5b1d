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

/** The category of a facility. The register keeps both kinds of market under one type: the name tells them apart. */
export function categoryOfFacility(type: string, englishName: string): number | undefined {
  const category = categoryOfType.get(type.toUpperCase())
  return category === 1 && /\bcooked food (market|centre)\b/i.test(englishName) ? 2 : category
}
