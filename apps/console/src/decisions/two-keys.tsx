import { Card, Chip } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"

interface Signed {
  readonly hash: string
  readonly proposed: { readonly name: string; readonly at: number }
  readonly approved: { readonly name: string; readonly at: number } | null
}

/** Who has signed it, and over which bytes. */
export function TwoKeys({ signed }: { readonly signed: Signed }) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const mark = (
    <span>
      <Chip tone="ok" icon="key">
        {t("decision.signed")}
      </Chip>
    </span>
  )
  return (
    <Card>
      <div className="stack g4">
        <h2>{t("decision.two")}</h2>
        <div className="two-keys">
          <div className="key">
            <span className="small soft">{t("decision.proposed", { time: say.moment(signed.proposed.at) })}</span>
            <b>{signed.proposed.name}</b>
            {mark}
          </div>
          <span aria-hidden="true">+</span>
          {signed.approved ? (
            <div className="key">
              <span className="small soft">{t("decision.approved", { time: say.moment(signed.approved.at) })}</span>
              <b>{signed.approved.name}</b>
              {mark}
            </div>
          ) : (
            <div className="key wait">
              <span className="small soft">{t("decision.approves")}</span>
              <b>{t("decision.waiting")}</b>
            </div>
          )}
        </div>
        <p className="small soft break">{t("decision.sameText", { hash: shortHash(signed.hash) })}</p>
      </div>
    </Card>
  )
}

const shortHash = (hash: string) => hash.slice(0, 16).replace(/(....)(?=.)/g, "$1 ")
