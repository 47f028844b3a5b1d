import { formatStay } from "@homesafe/i18n"
import { codeWords } from "@homesafe/i18n/console"
import { Chip } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import type { LookRow } from "./look.worker.ts"

/** The first rows of a file as they would be read. */
export function FirstRows({ rows, zone }: { readonly rows: readonly LookRow[]; readonly zone: string | undefined }) {
  const { t } = useConsole()
  const time = ({ start, end }: LookRow["times"][number]) =>
    formatStay(start * 1000, end * 1000, t.language, zone ?? "UTC")
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="table-wrap" aria-label={t("imports.preview")} tabIndex={0}>
      <table>
        <caption className="small soft">{t("imports.preview")}</caption>
        <thead>
          <tr>
            <th className="r">{t("imports.reportRow")}</th>
            <th>{t("imports.previewName")}</th>
            <th>{t("imports.previewTime")}</th>
            <th>{t("imports.previewOutcome")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <td className="r">{row.number}</td>
              <td>
                {row.name}
                {row.place !== "" && <span className="small soft block">{row.place}</span>}
              </td>
              <td>
                {row.times.map((one) => (
                  <span className="block" key={`${one.start}-${one.end}`}>
                    {time(one)}
                  </span>
                ))}
              </td>
              <td>
                <Chip tone={row.state === "quarantined" ? "caution" : row.state === "repaired" ? "info" : "ok"}>
                  {t(`imports.outcome.${row.state}`)}
                </Chip>
                {row.codes.map((code) => (
                  <span className="small soft block" key={code}>
                    {codeWords(t, row.state === "quarantined" ? "why" : "how", code)}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
