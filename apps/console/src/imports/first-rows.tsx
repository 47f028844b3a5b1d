import { codeWords } from "@homesafe/i18n/console"
import { Chip } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { listedTime } from "./listed-time.ts"
import type { LookRow } from "./look.worker.ts"

/** The first rows of a file as they would be read. */
export function FirstRows({ rows, zone }: { readonly rows: readonly LookRow[]; readonly zone: string | undefined }) {
  const { t } = useConsole()
  return (
    <section className="stack g2" aria-labelledby="first-rows">
      <h2 id="first-rows">{t("imports.preview")}</h2>
      <ul className="card flush rows">
        {rows.map((row) => (
          <li key={row.number}>
            <FirstRow row={row} zone={zone} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function FirstRow({ row, zone }: { readonly row: LookRow; readonly zone: string | undefined }) {
  const { t } = useConsole()
  const title = t("imports.row", { n: row.number })
  const isRead = row.state !== "quarantined"
  return (
    <section className="list-row roomy" aria-label={title}>
      <div className="grow stack g1">
        <p className="small soft">{title}</p>
        <p className={isRead ? "t" : "d"}>{row.name}</p>
        {row.times.map(({ start, end }) => (
          <p key={`${start}-${end}`}>{listedTime(start, end, t.language, zone ?? "UTC")}</p>
        ))}
        {row.place !== "" && <p className="d">{row.place}</p>}
        {row.codes.map((code) => (
          <p className="d" key={code}>
            {codeWords(t, isRead ? "how" : "why", code)}
          </p>
        ))}
      </div>
      <Chip tone={isRead ? (row.state === "repaired" ? "info" : "ok") : "caution"}>
        {t(`imports.outcome.${row.state}`)}
      </Chip>
    </section>
  )
}
