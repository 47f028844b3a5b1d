import { listAudit } from "@homesafe/api"
import { Banner, Empty, PageHead } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { actWords } from "./act-words.ts"

/** The log that can only grow. */
export function AuditPage() {
  const { t, deployment } = useConsole()
  const audit = useCall(listAudit, {})
  const say = sayTimes(deployment, t.language)
  return (
    <div className="stack g5">
      <PageHead title={t("audit.title")} />
      <Waiting of={audit}>
        {({ entries, chainHolds }) => (
          <>
            <Banner level={chainHolds ? "info" : "fault"} icon={chainHolds ? "check" : "caution"}>
              {t(chainHolds ? "audit.holds" : "audit.broken")}
            </Banner>
            {entries.length === 0 ? (
              <Empty icon="list" title={t("audit.empty")} text={t("audit.emptyText")} />
            ) : (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
              <section className="card flush table-wrap" aria-label={t("audit.title")} tabIndex={0}>
                <table>
                  <thead>
                    <tr>
                      <th>{t("audit.time")}</th>
                      <th>{t("audit.who")}</th>
                      <th>{t("audit.act")}</th>
                      <th>{t("visits.purpose")}</th>
                      <th>{t("audit.subject")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {entries.map((e) => (
                      <tr key={e.seq}>
                        <td className="num">{say.moment(e.at)}</td>
                        <td>{e.officer ?? t("audit.machine")}</td>
                        <td>{actWords(t, e.act)}</td>
                        <td>{e.purpose}</td>
                        <td className="mono small">{e.subject}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            )}
          </>
        )}
      </Waiting>
    </div>
  )
}
