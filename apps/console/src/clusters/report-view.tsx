import type { ClusterReport, ReportCluster } from "@homesafe/api"
import { Button, Empty, ListRow, PageHead, saveFile } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { diseaseName } from "../cases/diseases.ts"
import { ClusterView } from "./cluster-view.tsx"
import { CurvePicture } from "./curve-picture.tsx"
import { GroupTables, LagTable } from "./report-tables.tsx"
import { placesOf, type ReportWords, wordsOf } from "./report-words.ts"
import { useSome } from "./use-some.tsx"
import { writeClusters, writePlain } from "./write-clusters.ts"

/** Clusters that are listed at a time. */
const CLUSTERS = 25

/** What an analysis found: clusters, curve, lags, kinds of places; and one cluster where it was opened. */
export function ReportView({ report, onAgain }: { readonly report: ClusterReport; readonly onAgain: () => void }) {
  const { t, deployment, catalogue } = useConsole()
  const say = sayTimes(deployment, t.language)
  const [opened, setOpened] = useState<ReportCluster | null>(null)
  useEffect(() => {
    // What was opened stands elsewhere than what was touched: both begin at their heading.
    void opened
    window.scrollTo(0, 0)
  }, [opened])
  const words = wordsOf(t, report, catalogue)
  if (opened) return <ClusterView report={report} cluster={opened} words={words} onBack={() => setOpened(null)} />
  return (
    <div className="stack g6">
      <PageHead title={t("clusters.title")} />
      <p className="measure">
        {t("clusters.summary", {
          ...{ disease: diseaseName(t, catalogue, report.pathogen), cases: report.cases.length, visits: report.visits },
          ...{ from: say.date(report.from), until: say.date(report.until) },
        })}
      </p>
      <div className="row wrap g3">
        <Button kind="quiet" icon="save" onClick={() => save("csv", writeClusters(t, report, words), "text/csv")}>
          {t("clusters.saveCsv")}
        </Button>
        <Button kind="quiet" icon="save" onClick={() => save("json", writePlain(report), "application/json")}>
          {t("clusters.saveJson")}
        </Button>
        <Button kind="quiet" icon="undo" onClick={onAgain}>
          {t("clusters.again")}
        </Button>
      </div>
      <p className="soft small measure">{t("clusters.fileText")}</p>
      <section className="stack g3" aria-labelledby="found">
        <h2 id="found">{t("clusters.found", { n: report.found })}</h2>
        <ClusterList report={report} words={words} onOpen={setOpened} />
        <p className="soft">{t("clusters.chains", { ...report.chains })}</p>
      </section>
      {report.curve.length > 0 && (
        <section className="stack g3" aria-labelledby="curve">
          <h2 id="curve">{t("clusters.curveHead")}</h2>
          <CurvePicture curve={report.curve} />
        </section>
      )}
      <LagTable report={report} />
      <GroupTables report={report} words={words} />
    </div>
  )
}

const save = (ending: string, text: string, type: string) =>
  saveFile(`homesafe-clusters.${ending}`, new Blob([text], { type: `${type};charset=utf-8` }))

function ClusterList({
  report,
  words,
  onOpen,
}: {
  readonly report: ClusterReport
  readonly words: ReportWords
  readonly onOpen: (cluster: ReportCluster) => void
}) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const { clusters, found } = report
  const { shown, more } = useSome(clusters, CLUSTERS)
  const daysOf = ({ first, last }: ReportCluster) =>
    first === last ? say.date(first) : `${say.date(first)} – ${say.date(last)}`
  if (clusters.length === 0) return <Empty icon="people" title={t("clusters.none")} text={t("clusters.noneText")} />
  return (
    <>
      {clusters.length < found && <p className="soft">{t("clusters.strongest", { n: clusters.length })}</p>}
      <ul className="card flush rows">
        {shown.map((cluster) => (
          <li key={`${cluster.spells[0]?.place} ${cluster.first}`}>
            <ListRow
              icon="people"
              title={words.cluster(cluster)}
              text={t("clusters.facts", {
                ...{ cases: cluster.cases.length, places: placesOf(cluster).length, score: cluster.score.toFixed(1) },
                days: daysOf(cluster),
              })}
              onClick={() => onOpen(cluster)}
            />
          </li>
        ))}
      </ul>
      {more}
    </>
  )
}
