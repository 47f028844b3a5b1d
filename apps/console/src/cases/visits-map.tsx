import { type Box, type CaseVisit, getCoast } from "@homesafe/api"
import { useConsole } from "../app/context.ts"
import { placeName } from "../app/names.ts"
import { useCall } from "../app/use-call.ts"
import { groupMarks, layOutMap, MAP, type MapLayout, pointIn, scaleOf } from "./lay-out-map.ts"
import { goToRow, rowIdOf } from "./visits-time-line.tsx"

/** A case's visits on a map of the authority's own: nobody else is asked for it. Each mark leads to its first row of the list. */
export function VisitsMap({ visits }: { readonly visits: readonly CaseVisit[] }) {
  const { t } = useConsole()
  const layout = layOutMap(visits)
  if (!layout) return <p className="soft small">{t("map.none")}</p>
  const { box, places, unplaced } = layout
  return (
    <figure className="visits-map stack g2">
      <figcaption id="visits-map" className="small">
        {t("map.title", { n: places.length })} {unplaced > 0 && t("map.unplaced", { n: unplaced })}
      </figcaption>
      <section className="card flush">
        {/* biome-ignore lint/a11y/useSemanticElements: a picture of links has no element of its own. */}
        <svg viewBox={`0 0 ${MAP.width} ${MAP.height}`} role="group" aria-labelledby="visits-map">
          <Land box={box} />
          {groupMarks(layout).map((members) => (
            <Mark key={members[0]} members={members} layout={layout} visits={visits} />
          ))}
          <Scale box={box} />
        </svg>
      </section>
    </figure>
  )
}

function Land({ box }: { readonly box: Box }) {
  const rings = useCall(getCoast, { query: box }).value?.rings ?? []
  const path = rings.map(
    (ring) => `M${ring.map(([lng, lat]) => pointIn(box, lng, lat).map((n) => n.toFixed(1))).join("L")}Z`,
  )
  return (
    <>
      <rect className="sea" width={MAP.width} height={MAP.height} />
      <path className="land" d={path.join("")} />
    </>
  )
}

function Mark({
  members,
  layout: { box, places },
  visits,
}: {
  readonly members: readonly number[]
  readonly layout: MapLayout
  readonly visits: readonly CaseVisit[]
}) {
  const { t } = useConsole()
  const here = members.flatMap((index) => places[index] ?? [])
  const [first] = here
  if (!first) return null
  const [row = 0] = first.visits
  const [x, y] = pointIn(box, first.lng, first.lat)
  const words = here.map((place, i) => {
    const visit = visits[place.visits[0] ?? 0]
    const name = (visit && placeName(t, visit)) ?? t("visits.unknownVenue")
    return t("map.mark", { number: (members[i] ?? 0) + 1, name, n: place.visits.length })
  })
  const kind = here.some(({ infectious }) => infectious) ? "infectious" : undefined
  return (
    <a
      href={`#${rowIdOf(row)}`}
      aria-label={words.join("; ")}
      onClick={(event) => {
        event.preventDefault()
        goToRow(row)
      }}
    >
      <title>{words.join("\n")}</title>
      <circle className={kind} cx={x} cy={y} r={14} />
      <text className={kind} x={x} y={y + 5} textAnchor="middle">
        {(members[0] ?? 0) + 1}
        {members.length > 1 && "+"}
      </text>
    </a>
  )
}

function Scale({ box }: { readonly box: Box }) {
  const { t } = useConsole()
  const { kilometres, length } = scaleOf(box)
  const [x, y] = [16, MAP.height - 16]
  const words = kilometres < 1 ? t("map.metres", { n: kilometres * 1000 }) : t("map.kilometres", { n: kilometres })
  return (
    <g className="scale">
      <path d={`M${x} ${y - 6}V${y}H${x + length}V${y - 6}`} />
      <text x={x} y={y - 12}>
        {words}
      </text>
    </g>
  )
}
