import type { ClusterReport, ReportCluster } from "@homesafe/api"

/** A case in the picture of a chain. */
export interface ChainNode {
  readonly case: number
  /** Its onset, or its test where there was none. */
  readonly day: number
  readonly isTested: boolean
  /** Index of the likely infector among the nodes; null where the chain begins. */
  readonly infector: number | null
}

/** Cases of a cluster and their likely infectors, each below whoever likely infected it; those without one come by day. */
export function layOutChain({ cases }: Pick<ClusterReport, "cases">, cluster: ReportCluster): ChainNode[] {
  const infectorOf = new Map(cluster.infections.map((each) => [each.case, each.infector]))
  const all = [...new Set([...cluster.cases, ...infectorOf.values()])]
  const dayOf = (index: number) => cases[index]?.onset ?? cases[index]?.tested ?? 0
  const inOrder = all.sort((a, b) => dayOf(a) - dayOf(b) || a - b)
  const infectedBy = Map.groupBy(inOrder, (index) => infectorOf.get(index) ?? null)
  const nodes: ChainNode[] = []
  const place = (index: number, infector: number | null) => {
    const at = nodes.push({
      ...{ case: index, day: dayOf(index), infector },
      isTested: (cases[index]?.onset ?? null) === null,
    })
    for (const next of infectedBy.get(index) ?? []) place(next, at - 1)
  }
  for (const index of infectedBy.get(null) ?? []) place(index, null)
  return nodes
}
