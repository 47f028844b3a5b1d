/**
 * The greatest distance between the distribution functions of two samples: the two-sample statistic of Kolmogorov and Smirnov
 * (N. Smirnov, Table for estimating the goodness of fit of empirical distributions, Ann. Math. Statist. 19, 1948).
 */
export function greatestDistance(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [a.toSorted((p, q) => p - q), b.toSorted((p, q) => p - q)]
  let [i, j, greatest] = [0, 0, 0]
  while (i < x.length && j < y.length) {
    const at = Math.min(x[i] ?? 0, y[j] ?? 0)
    while (i < x.length && x[i] === at) i++
    while (j < y.length && y[j] === at) j++
    greatest = Math.max(greatest, Math.abs(i / x.length - j / y.length))
  }
  return greatest
}

/** The distance that two samples of one distribution exceed with this probability (Smirnov's limit, on the safe side for few values). */
export function distanceExceededBy(probability: number, n: number, m: number): number {
  return Math.sqrt(-Math.log(probability / 2) / 2) * Math.sqrt((n + m) / (n * m))
}

/** Runs two kinds of request in pairs, which comes first by chance, and gives their times in milliseconds. */
export async function timePairs(
  pairs: number,
  real: () => Promise<unknown>,
  decoy: () => Promise<unknown>,
): Promise<{ readonly real: number[]; readonly decoy: number[] }> {
  const times = { real: [] as number[], decoy: [] as number[] }
  const time = async (kind: "real" | "decoy") => {
    const started = performance.now()
    await (kind === "real" ? real() : decoy())
    times[kind].push(performance.now() - started)
  }
  for (let i = 0; i < pairs; i++) {
    const isRealFirst = Math.random() < 0.5
    await time(isRealFirst ? "real" : "decoy")
    await time(isRealFirst ? "decoy" : "real")
  }
  return times
}
