import type { Random } from "../shared/bytes.ts"

/** The same things in an order that says nothing; every order equally likely. */
export function shuffle<Thing>(things: readonly Thing[], random: Random): Thing[] {
  const mixed = [...things]
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = below(last + 1, random)
    const [a, b] = [mixed[last], mixed[other]]
    if (a !== undefined && b !== undefined) [mixed[last], mixed[other]] = [b, a]
  }
  return mixed
}

function below(limit: number, random: Random): number {
  const fair = 2 ** 32 - (2 ** 32 % limit)
  for (;;) {
    const value = random(4).reduce((sum, byte) => sum * 256 + byte, 0)
    if (value < fair) return value % limit
  }
}
