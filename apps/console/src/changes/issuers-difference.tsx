import type { IssuersDifference } from "@homesafe/domain"
import type { IssuerKey } from "@homesafe/protocol"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"

const MOST = 12

/** What one list has and the other lacks, in the words that an officer signs for. */
export function IssuersDifferenceList({ difference }: { readonly difference: IssuersDifference }) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const keyWords = ({ format, issuer, kid, until }: IssuerKey) =>
    `${issuer} · ${t(`issuers.format.${format}`)} · ${kid} · ${t("issuers.until", { date: say.dateOf(until) })}`
  const parts = [
    { title: t("issuers.added"), lines: difference.added.map(keyWords) },
    { title: t("issuers.removed"), lines: difference.removed.map(keyWords) },
    { title: t("issuers.newlyRevoked"), lines: difference.revoked },
    { title: t("issuers.restored"), lines: difference.restored },
  ]
  return (
    <div className="stack g3">
      {parts.map(({ title, lines }) =>
        lines.length === 0 ? null : (
          <section key={title} className="stack g1" aria-label={title}>
            <h3>
              {title} ({lines.length})
            </h3>
            <ul className="stack g1">
              {lines.slice(0, MOST).map((line) => (
                <li key={line} className="breaks small">
                  <bdi>{line}</bdi>
                </li>
              ))}
            </ul>
            {lines.length > MOST && <p className="small soft">{t("issuers.more", { n: lines.length - MOST })}</p>}
          </section>
        ),
      )}
    </div>
  )
}
