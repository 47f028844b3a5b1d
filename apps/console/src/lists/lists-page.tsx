import { listPublications } from "@homesafe/api"
import { Chip, Empty, PageHead } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"

/** The newest lists, as the world sees them. */
export function ListsPage() {
  const { t, deployment } = useConsole()
  const lists = useCall(listPublications, {})
  const say = sayTimes(deployment, t.language)
  return (
    <div className="stack g5">
      <PageHead title={t("lists.title")} text={t("lists.text")} />
      <Waiting of={lists}>
        {({ publications }) =>
          publications.length === 0 ? (
            <Empty icon="list" title={t("lists.empty")} text={t("lists.emptyText")} />
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
            <section className="card flush table-wrap" aria-label={t("lists.title")} tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th>{t("lists.number")}</th>
                    <th>{t("lists.time")}</th>
                    <th>{t("lists.rows")}</th>
                    <th>{t("lists.state")}</th>
                  </tr>
                </thead>
                <tbody>
                  {publications.map((p) => (
                    <tr key={p.seq}>
                      <td className="num">{p.seq}</td>
                      <td className="num">{say.moment(p.at)}</td>
                      <td className="num">{p.rows}</td>
                      <td>
                        <Chip tone={p.state === "published" ? "ok" : "caution"}>{t(`lists.state.${p.state}`)}</Chip>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )
        }
      </Waiting>
    </div>
  )
}
