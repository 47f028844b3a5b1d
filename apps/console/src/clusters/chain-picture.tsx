import type { ClusterReport, ReportCluster } from "@homesafe/api"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { type ChainNode, layOutChain } from "./lay-out-chain.ts"
import { Picture } from "./picture.tsx"
import type { ReportWords } from "./report-words.ts"

const [LEFT, TOP, ROW] = [30, 30, 26]
/** Cases that are drawn: a longer picture nobody reads. The table has all. */
const MOST_DRAWN = 100
/** Pixels from the first onset to the last, and the room of a label after it. */
const [SPAN, LABEL] = [360, 84]

/** Who likely infected whom: days from left to right, each case below its likely infector. */
export function ChainPicture({
  report,
  cluster,
  words,
}: {
  readonly report: ClusterReport
  readonly cluster: ReportCluster
  readonly words: ReportWords
}) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const all = layOutChain(report, cluster)
  const nodes = all.slice(0, MOST_DRAWN)
  const days = nodes.map(({ day }) => day)
  const [first, last] = [Math.min(...days), Math.max(...days)]
  const xOf = (day: number) => LEFT + (SPAN * (day - first)) / Math.max(1, last - first)
  const yOf = (row: number) => TOP + ROW * row + ROW / 2
  const every = Math.max(1, Math.ceil((last - first) / 5))
  return (
    <>
      {nodes.length < all.length && <p className="soft">{t("clusters.drawn", { n: nodes.length, all: all.length })}</p>}
      <Picture
        title={t("clusters.chainTitle", { n: cluster.infections.length, cases: cluster.cases.length })}
        file="homesafe-cluster-chain"
        width={LEFT + SPAN + LABEL}
        height={TOP + ROW * nodes.length + 10}
        table={{
          heads: (["case", "infector", "ties", "place", "day", "minutes", "serial"] as const).map((key) =>
            t(`clusters.${key}`),
          ),
          rows: cluster.infections.map((each) => [
            ...[words.case(each.case), words.case(each.infector), each.ties.map(words.case).join(", ")],
            ...[words.place(each.place), say.date(each.day), each.minutes, each.serialDays],
          ]),
        }}
      >
        {Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) => first + i * every).map((day) => (
          <g key={day}>
            <line className="ax" x1={xOf(day)} x2={xOf(day)} y1={TOP - 6} y2={yOf(nodes.length)} />
            <text x={xOf(day)} y={16} textAnchor="middle">
              {say.day(day)}
            </text>
          </g>
        ))}
        {nodes.map((node, row) => (
          <g key={node.case}>
            <Arrow node={node} from={nodes[node.infector ?? -1]} xOf={xOf} yOf={yOf} row={row} />
            <circle className={node.isTested ? "b2" : "b1"} cx={xOf(node.day)} cy={yOf(row)} r={6} />
            <text className="strong" x={xOf(node.day) + 11} y={yOf(row) + 4}>
              {words.case(node.case)}
            </text>
          </g>
        ))}
      </Picture>
    </>
  )
}

/** From the infector down, then to the case. */
function Arrow({
  node,
  from,
  row,
  xOf,
  yOf,
}: {
  readonly node: ChainNode
  readonly from: ChainNode | undefined
  readonly row: number
  readonly xOf: (day: number) => number
  readonly yOf: (row: number) => number
}) {
  if (!from || node.infector === null) return null
  return (
    <path
      className="link"
      d={`M${xOf(from.day)} ${yOf(node.infector) + 7}V${yOf(row)}H${xOf(node.day) - 8}m-5 -4l5 4l-5 4`}
    />
  )
}
