import type { ClusterReport, ReportCluster } from "@homesafe/api"
import { Banner, Button, PageHead } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { ChainPicture } from "./chain-picture.tsx"
import { DataTable } from "./data-table.tsx"
import { PlacesPicture } from "./places-picture.tsx"
import { type ReportWords, sayChance } from "./report-words.ts"
import { useSome } from "./use-some.tsx"

const CASES = 60

/** One cluster: its places by day, where it likely began, who likely infected whom, its cases. */
export function ClusterView({
  report,
  cluster,
  words,
  onBack,
}: {
  readonly report: ClusterReport
  readonly cluster: ReportCluster
  readonly words: ReportWords
  readonly onBack: () => void
}) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  return (
    <div className="stack g6">
      <PageHead title={words.cluster(cluster)} />
      <div>
        <Button kind="quiet" icon="back" onClick={onBack}>
          {t("clusters.back")}
        </Button>
      </div>
      <section className="stack g3" aria-labelledby="places">
        <h2 id="places">{t("clusters.placesHead")}</h2>
        <PlacesPicture cluster={cluster} words={words} />
        <p className="soft small measure">{t("clusters.scoreText")}</p>
        <DataTable
          caption={t("clusters.placesHead")}
          heads={(["place", "first", "last", "cases", "usual", "score", "chance"] as const).map((key) =>
            t(`clusters.${key}`),
          )}
          rows={cluster.spells.map((spell) => [
            ...[words.place(spell.place), say.date(spell.first), say.date(spell.last), spell.cases.length],
            ...[Number(spell.expected.toFixed(2)), Number(spell.score.toFixed(1)), sayChance(t, spell.chance)],
          ])}
        />
      </section>
      <Sources cluster={cluster} words={words} />
      <section className="stack g3" aria-labelledby="chain">
        <h2 id="chain">{t("clusters.chainHead")}</h2>
        {cluster.infections.length === 0 ? (
          <Banner level="info">{t("clusters.chainNone")}</Banner>
        ) : (
          <>
            <p className="soft small measure">{t("clusters.chainText")}</p>
            <ChainPicture report={report} cluster={cluster} words={words} />
          </>
        )}
      </section>
      <Cases report={report} cluster={cluster} words={words} />
    </div>
  )
}

function Sources({ cluster, words }: { readonly cluster: ReportCluster; readonly words: ReportWords }) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const { sources, cases } = cluster
  return (
    <section className="stack g3" aria-labelledby="source">
      <h2 id="source">{t("clusters.sourceHead")}</h2>
      {sources.length === 0 ? (
        <Banner level="info">{t("clusters.sourceNone")}</Banner>
      ) : (
        <ol className="card flush rows">
          {sources.map(({ place, day, exposed, infectious }) => (
            <li key={`${place} ${day}`} className="list-row">
              <span className="grow">
                <span className="t block">
                  {t("clusters.sourceAt", { place: words.place(place), day: say.date(day) })}
                </span>
                <span className="d block">{t("clusters.sourceText", { n: exposed.length, cases: cases.length })}</span>
                <span className="d block">
                  {infectious.length === 0
                    ? t("clusters.sourceUnknown")
                    : t("clusters.sourceInfectious", { cases: infectious.map(words.case).join(", ") })}
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function Cases({
  report,
  cluster,
  words,
}: {
  readonly report: ClusterReport
  readonly cluster: ReportCluster
  readonly words: ReportWords
}) {
  const { t } = useConsole()
  const { shown, more } = useSome(cluster.cases, CASES)
  return (
    <section className="stack g3" aria-labelledby="cases">
      <h2 id="cases">{t("clusters.cases")}</h2>
      <ul className="row wrap g3">
        {shown.map((index) => (
          <li key={index}>
            <a href={`/cases/${report.cases[index]?.id ?? ""}`}>{words.case(index)}</a>
          </li>
        ))}
      </ul>
      {more}
    </section>
  )
}
