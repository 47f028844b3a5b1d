// Numbers of the seeded catalogue (catalogue/categories.ts).
const MALL_PARTS = [1, 2, 4, 5, 6, 8, 10, 11, 15, 16, 17, 20, 25, 26]

/** What commonly lies inside premises of a category. A place may lie elsewhere all the same: the visitor can always say that they left. */
const partsOf: ReadonlyMap<number, readonly number[]> = new Map([
  [27, MALL_PARTS],
  [12, [4, 5, 11, 15, 20]], // a ward's patient goes down to the canteen
  [17, [4, 6, 11, 15, 16]],
  [19, [4, 6, 8, 9, 10, 15]],
  [21, [4, 5, 8, 9, 10, 15, 25]],
])

/** Says whether a visit to `outer` goes on while its visitor checks in at `inner`, as in a shop of a mall. Category numbers. */
export function canHoldPlace(outer: number, inner: number): boolean {
  return partsOf.get(outer)?.includes(inner) ?? false
}
