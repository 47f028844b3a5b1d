import type { ReportCluster } from "@homesafe/api"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { Picture } from "./picture.tsx"
import { placesOf, type ReportWords } from "./report-words.ts"

const [LEFT, TOP, ROW, DAY] = [210, 30, 36, 34]
/** Letters of a name that have room beside the picture. */
const MOST_LETTERS = 28

/** A cluster's places as rows and its days as columns: a disc for each day, as large as it had cases. */
export function PlacesPicture({ cluster, words }: { readonly cluster: ReportCluster; readonly words: ReportWords }) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const rows = placesOf(cluster).map((place) => ({
    ...{ place, name: words.place(place) },
    days: cluster.spells.filter((spell) => spell.place === place).flatMap(({ days }) => days),
  }))
  const all = rows.flatMap(({ name, days }) => days.map((each) => ({ ...each, name })))
  const fullest = all.reduce((best, each) => (each.cases > best.cases ? each : best), { day: 0, cases: 0, name: "" })
  const width = LEFT + DAY * (cluster.last - cluster.first + 1) + 48
  const radius = (cases: number) => 5 + 9 * Math.sqrt(cases / Math.max(1, fullest.cases))
  return (
    <Picture
      title={t("clusters.placesTitle", { most: fullest.cases, place: fullest.name, day: say.day(fullest.day) })}
      file="homesafe-cluster-places"
      width={width}
      height={TOP + ROW * rows.length + 10}
      table={{
        heads: [t("clusters.place"), t("clusters.day"), t("clusters.cases")],
        rows: all.map(({ name, day, cases }) => [name, say.date(day), cases]),
      }}
    >
      {Array.from({ length: cluster.last - cluster.first + 1 }, (_, i) => i)
        .filter((i) => i % 3 === 0)
        .map((i) => (
          <text key={i} x={LEFT + DAY * i + DAY / 2} y={18} textAnchor="middle">
            {say.day(cluster.first + i)}
          </text>
        ))}
      {rows.map(({ place, name, days }, row) => (
        <g key={place} transform={`translate(0 ${TOP + ROW * row})`}>
          <line className="ax" x1={0} x2={width} y1={0} y2={0} />
          <text className="strong" x={12} y={ROW / 2 + 4}>
            {name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name}
          </text>
          {days.map(({ day, cases }) => (
            <g key={day} transform={`translate(${LEFT + DAY * (day - cluster.first) + DAY / 2} ${ROW / 2})`}>
              <circle className="b1" r={radius(cases)} />
              <text className="on-disc" y={4} textAnchor="middle">
                {cases}
              </text>
            </g>
          ))}
        </g>
      ))}
    </Picture>
  )
}
