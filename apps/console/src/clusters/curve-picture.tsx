import type { ClusterReport } from "@homesafe/api"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { Picture } from "./picture.tsx"

const HEIGHT = 200
const [LEFT, BOTTOM, TOP] = [36, 28, 16]
/** A day's width: wide enough for two bars, and for many days in one picture. */
const widthOf = (days: number) => Math.max(7, Math.min(26, Math.floor(680 / Math.max(1, days))))

/** The epidemic curve: onsets filled, tests outlined, one pair for each day. */
export function CurvePicture({ curve }: Pick<ClusterReport, "curve">) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const most = Math.max(1, ...curve.map(({ onsets, tests }) => Math.max(onsets, tests)))
  const day = widthOf(curve.length)
  const width = Math.max(360, LEFT + day * curve.length + 64)
  const yOf = (n: number) => TOP + (1 - n / most) * (HEIGHT - TOP - BOTTOM)
  const every = Math.max(1, Math.ceil(88 / day))
  const sum = (what: "onsets" | "tests") => curve.reduce((n, each) => n + each[what], 0)
  const peak = curve.reduce((best, each) => (each.tests > best.tests ? each : best), curve[0] ?? { day: 0, tests: 0 })
  const title = t("clusters.curveTitle", {
    ...{ onsets: sum("onsets"), tests: sum("tests"), most: peak.tests, day: say.day(peak.day) },
  })
  return (
    <>
      <Picture
        title={title}
        file="homesafe-curve"
        width={width}
        height={HEIGHT}
        table={{
          heads: [t("clusters.day"), t("clusters.onsets"), t("clusters.tests")],
          rows: curve.map((each) => [say.date(each.day), each.onsets, each.tests]),
        }}
      >
        {[0, Math.ceil(most / 2), most].map((n) => (
          <g key={n}>
            <line className="ax" x1={LEFT} x2={width} y1={yOf(n)} y2={yOf(n)} />
            <text x={LEFT - 6} y={yOf(n) + 4} textAnchor="end">
              {n}
            </text>
          </g>
        ))}
        {curve.map(({ day: on, onsets, tests }, i) => (
          <g key={on} transform={`translate(${LEFT + i * day} 0)`}>
            <rect className="b1" x={1} width={day / 2 - 1} y={yOf(onsets)} height={yOf(0) - yOf(onsets)} />
            {tests > 0 && (
              <rect className="b2" x={day / 2} width={day / 2 - 1} y={yOf(tests)} height={yOf(0) - yOf(tests)} />
            )}
            {i % every === 0 && (
              <text x={0} y={HEIGHT - 8}>
                {say.day(on)}
              </text>
            )}
          </g>
        ))}
      </Picture>
      <p className="row wrap g3 small soft" aria-hidden="true">
        <span className="row g1">
          <span className="key-bar onset" />
          {t("clusters.onsets")}
        </span>
        <span className="row g1">
          <span className="key-bar test" />
          {t("clusters.tests")}
        </span>
      </p>
    </>
  )
}
