import type { ClusterReport } from "@homesafe/api"
import { useConsole } from "../app/context.ts"
import { DataTable } from "./data-table.tsx"
import { DAY_SECONDS, type ReportWords } from "./report-words.ts"

/** How long each step took, from the onset to the list. */
export function LagTable({ report }: { readonly report: ClusterReport }) {
  const { t } = useConsole()
  const days = (seconds: number | null) =>
    seconds === null ? t("clusters.notYet") : t("clusters.days", { n: (seconds / DAY_SECONDS).toFixed(1) })
  return (
    <section className="stack g3" aria-labelledby="lags">
      <h2 id="lags">{t("clusters.lagHead")}</h2>
      <p className="soft small measure">{t("clusters.lagText")}</p>
      <DataTable
        caption={t("clusters.lagHead")}
        heads={[t("clusters.step"), t("clusters.cases"), t("clusters.median"), t("clusters.p90")]}
        rows={report.lags.map(({ step, cases, median, p90 }) => [
          ...[t(`clusters.step.${step}`), cases, days(median), days(p90)],
        ])}
      />
    </section>
  )
}

/** What kinds of places cases visited, and in which parts of the city. */
export function GroupTables({ report, words }: { readonly report: ClusterReport; readonly words: ReportWords }) {
  const { t } = useConsole()
  const heads = (first: string) => [first, t("clusters.placeCount"), t("clusters.caseCount"), t("clusters.stays")]
  return (
    <>
      <section className="stack g3" aria-labelledby="categories">
        <h2 id="categories">{t("clusters.categories")}</h2>
        <DataTable
          caption={t("clusters.categories")}
          heads={heads(t("clusters.category"))}
          rows={report.categories.map(({ category, places, cases, stays }) => [
            words.category(category),
            places,
            cases,
            stays,
          ])}
        />
      </section>
      <section className="stack g3" aria-labelledby="districts">
        <h2 id="districts">{t("clusters.districts")}</h2>
        <p className="soft small measure">{t("clusters.districtText")}</p>
        <DataTable
          caption={t("clusters.districts")}
          heads={heads(t("clusters.district"))}
          rows={report.districts.map(({ district, places, cases, stays }) => [
            ...[words.district(district), places, cases, stays],
          ])}
        />
      </section>
    </>
  )
}
