import type { Issuers } from "@homesafe/protocol"
import { Button, Card, Empty } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"

/** The list, issuer by issuer; with `onChange`, each can be taken out, and a revoked document made good again. */
export function IssuersNow({
  issuers,
  onChange,
}: {
  readonly issuers: Issuers
  readonly onChange: ((next: Issuers) => void) | undefined
}) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const groups = [...Map.groupBy(issuers.keys, ({ format, issuer }) => JSON.stringify([format, issuer])).values()]
  return (
    <>
      <Card>
        <div className="stack g3">
          <h2>{t("issuers.now")}</h2>
          {groups.length === 0 ? (
            <Empty icon="seal" title={t("issuers.none")} text={t("issuers.noneText")} />
          ) : (
            <ul className="rows">
              {groups.map((keys) => {
                const [first] = keys
                if (!first) return null
                const until = Math.max(...keys.map((key) => key.until))
                return (
                  <li key={`${first.format} ${first.issuer}`} className="list-row">
                    <span className="grow">
                      <span className="t breaks">
                        <bdi>{first.issuer}</bdi>
                      </span>
                      <br />
                      <span className="d">
                        {[
                          t(`issuers.format.${first.format}`),
                          t("issuers.keys", { n: keys.length }),
                          t("issuers.until", { date: say.dateOf(until) }),
                        ].join(" · ")}
                      </span>
                    </span>
                    {onChange && (
                      <Button
                        kind="plain"
                        aria-label={t("issuers.outThis", { issuer: first.issuer })}
                        onClick={() =>
                          onChange({ ...issuers, keys: issuers.keys.filter((key) => !keys.includes(key)) })
                        }
                      >
                        {t("issuers.out")}
                      </Button>
                    )}
                  </li>
                )
              })}
            </ul>
          )}
        </div>
      </Card>
      {issuers.revoked.length > 0 && (
        <Card>
          <div className="stack g3">
            <h2>{t("issuers.revoked")}</h2>
            <ul className="rows">
              {issuers.revoked.map((id) => (
                <li key={id} className="list-row">
                  <span className="grow mono breaks">{id}</span>
                  {onChange && (
                    <Button
                      kind="plain"
                      aria-label={t("issuers.goodAgainThis", { id })}
                      onClick={() => onChange({ ...issuers, revoked: issuers.revoked.filter((other) => other !== id) })}
                    >
                      {t("issuers.goodAgain")}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </div>
        </Card>
      )}
    </>
  )
}
