import { type IssuedHealthCode, issueHealthCode } from "@homesafe/api"
import { formatDate, formatTime } from "@homesafe/i18n"
import { Banner, Button, Icon, Loading, QrCode } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { nowSeconds } from "../keeper/ask-keeper.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { callHealth } from "./call-health.ts"
import { problemWords, reasonKey, useHealthTexts } from "./health-texts.ts"
import { useLoaded } from "./use-loaded.ts"

const signs = { green: "check", amber: "caution", red: "no" } as const
const PREFIX = "HSHC1:"

/** Today's code: its colour as word, sign and pattern, its symbol, how long it holds, and why. */
export function CodePart({ onEnded }: { readonly onEnded: () => void }) {
  const { t } = useApp()
  const tc = useHealthTexts()
  const { value, problem, again } = useLoaded(() => callHealth(issueHealthCode, { body: {} }), onEnded)
  const minutes = useMinutesLeft(value?.until ?? 0)
  if (problem !== null)
    return (
      <div className="stack g3">
        <Banner level="fault">{problemWords(t, tc, problem)}</Banner>
        <Button kind="quiet" wide onClick={() => void again()}>
          {tc("code.renew")}
        </Button>
      </div>
    )
  if (!value) return <Loading text={tc("loading")} />
  const { colour, holder, text } = value
  return (
    <div className="stack g4">
      <div className={`health-colour ${colour}`}>
        <Icon name={signs[colour]} />
        <strong className="word">{tc(`colour.word.${colour}`)}</strong>
      </div>
      {minutes > 0 ? (
        <>
          <QrCode
            text={{ bytes: PREFIX, digits: text.slice(PREFIX.length) }}
            label={tc("code.qr", { colour: tc(`colour.${colour}`) })}
          />
          <div className="stack g1">
            <p className="num">
              <strong>{tc("code.holder", holder)}</strong>
            </p>
            <p className="small soft num" role="status">
              {tc("code.minutes", { n: minutes })}
            </p>
          </div>
        </>
      ) : (
        <Banner level="caution">{tc("code.over")}</Banner>
      )}
      <Button kind="quiet" wide icon="undo" onClick={() => void again()}>
        {tc("code.renew")}
      </Button>
      <Reasons code={value} />
    </div>
  )
}

function Reasons({ code: { reasons, milderOn, issuedAt } }: { readonly code: IssuedHealthCode }) {
  const { t, overview } = useApp()
  const tc = useHealthTexts()
  return (
    <section className="card stack g3" aria-labelledby="health-why">
      <h2 id="health-why">{tc("code.why")}</h2>
      <ul className="stack g3 plain">
        {reasons.map(({ rule, reason, basis }) => (
          <li key={rule ?? reason} className="stack g1">
            <p>{tc(reasonKey(reason))}</p>
            {basis && <p className="small soft">{tc("basis", { basis: sayName(basis, t.language).text })}</p>}
          </li>
        ))}
      </ul>
      <h3>{tc("code.change")}</h3>
      {milderOn && (
        <p>{tc("code.milder", { date: formatDate(Date.parse(`${milderOn}T12:00:00Z`), t.language, "UTC") })}</p>
      )}
      <p>{tc("code.changeText")}</p>
      <p className="small soft">
        {tc("code.issued", { time: formatTime(issuedAt * 1000, t.language, overview.timeZone) })} {tc("code.kept")}
      </p>
    </section>
  )
}

/** Whole minutes until a moment, counted down. */
function useMinutesLeft(until: number): number {
  const [now, setNow] = useState(nowSeconds)
  useEffect(() => {
    setNow(nowSeconds())
    const timer = setInterval(() => setNow(nowSeconds()), 5_000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.ceil((until - now) / 60))
}
