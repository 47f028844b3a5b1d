import { type CaseRecord, listCases, listLikelyDuplicates } from "@homesafe/api"
import { Banner, Button, Card, Empty, Icon, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { diseaseName } from "./diseases.ts"
import { MergeDialog } from "./merge-dialog.tsx"
import { numberOf } from "./search.ts"

/** Seconds after its opening for which a case says by itself that others are alike. */
const FRESH = 24 * 3600

/** Tells on a new case that others may be the same person's. It stops nobody. */
export function LikelyDuplicates({ theCase, now }: { readonly theCase: CaseRecord; readonly now: number }) {
  const { t } = useConsole()
  const isFresh = now - theCase.openedAt < FRESH
  const found = useCall(listLikelyDuplicates, { params: { id: theCase.id } }).value
  if (!isFresh || !found || found.cases.length === 0) return null
  return (
    <Banner level="caution" title={t("duplicates.title", { n: found.cases.length })}>
      <div className="stack g3">
        <p>{t("duplicates.text")}</p>
        <AlikeCases theCase={theCase} cases={found.cases} />
        {found.more && <p>{t("duplicates.more")}</p>}
      </div>
    </Banner>
  )
}

/** The way to merge this case into another one, by its number or by what is alike. */
export function MergeCase({ theCase, now }: { readonly theCase: CaseRecord; readonly now: number }) {
  const { t } = useConsole()
  const [typed, setTyped] = useState("")
  const isFresh = now - theCase.openedAt < FRESH
  const alike = useCall(listLikelyDuplicates, { params: { id: theCase.id } }).value
  const number = numberOf(typed)
  return (
    <details className="card">
      <summary>
        {t("merge.title")}
        <Icon name="down" size="s" />
      </summary>
      <div className="stack g3">
        <p>{t("merge.intro")}</p>
        {/* On a new case they stand at the top of the page already. */}
        {!isFresh && alike && alike.cases.length > 0 && <AlikeCases theCase={theCase} cases={alike.cases} />}
        <TextField
          label={t("merge.number")}
          placeholder="C-0001"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {number !== undefined && <CaseByNumber theCase={theCase} number={number} />}
      </div>
    </details>
  )
}

function CaseByNumber({ theCase, number }: { readonly theCase: CaseRecord; readonly number: number }) {
  const { t } = useConsole()
  const found = useCall(listCases, { query: { number } }).value
  if (!found) return null
  const cases = found.cases.filter(({ id, merged, hasEnded }) => id !== theCase.id && merged === null && !hasEnded)
  return cases.length === 0 ? (
    <Empty icon="search" title={t("merge.noCase")} />
  ) : (
    <AlikeCases theCase={theCase} cases={cases} />
  )
}

function AlikeCases({ theCase, cases }: { readonly theCase: CaseRecord; readonly cases: readonly CaseRecord[] }) {
  const { t, deployment, catalogue, officer } = useConsole()
  const [into, setInto] = useState<CaseRecord | null>(null)
  const say = sayTimes(deployment, t.language)
  return (
    <>
      <Card flush>
        <ul className="rows">
          {cases.map((each) => (
            <li key={each.id} className="list-row roomy">
              <span className="grow">
                <a href={`/cases/${each.id}`}>
                  {t("case.number", { number: each.number })} · {diseaseName(t, catalogue, each.pathogen)}
                </a>
                <br />
                <span className="d">
                  {t("cases.testedOn", { day: say.date(each.tested) })} ·{" "}
                  {t("case.openedBy", { name: each.openedBy, time: say.moment(each.openedAt) })}
                </span>
              </span>
              {officer.roles.includes("tracer") && (
                <Button kind="quiet" onClick={() => setInto(each)}>
                  {t("merge.into", { number: each.number })}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Card>
      {into && <MergeDialog from={theCase} into={into} onClose={() => setInto(null)} />}
    </>
  )
}
