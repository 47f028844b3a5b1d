import { getSituation, type Situation } from "@homesafe/api"
import { formatDuration } from "@homesafe/i18n"
import { Button, Card, PageHead, SelectField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { diseaseName } from "../cases/diseases.ts"

const SPANS = [1, 7, 14, 31] as const

/** The situation on one page, to be read aloud in a meeting or printed: counts alone. */
export function SituationPage() {
  const { t, deployment } = useConsole()
  const [days, setDays] = useState<number>(7)
  const asked = useCall(getSituation, { query: { days } })
  return (
    <div className="stack g5 situation">
      <PageHead
        crumbs={<a href="/">{t("today.title")}</a>}
        title={t("situation.title")}
        text={nameIn(deployment.authority, t.language)}
        actions={
          <Button kind="quiet" icon="print" onClick={() => print()}>
            {t("situation.print")}
          </Button>
        }
      />
      <div className="no-print">
        <SelectField
          label={t("situation.span")}
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
        >
          {SPANS.map((each) => (
            <option key={each} value={each}>
              {t("situation.days", { n: each })}
            </option>
          ))}
        </SelectField>
      </div>
      <Waiting of={asked}>{(situation) => <Report situation={situation} />}</Waiting>
    </div>
  )
}

function Report({ situation }: { readonly situation: Situation }) {
  const { t, deployment, catalogue } = useConsole()
  const say = sayTimes(deployment, t.language)
  const { cases, codes, uploads, stays, decisions, waiting, calls, lists, median } = situation
  const length = (seconds: number | null) =>
    seconds === null ? t("situation.none") : formatDuration(Math.round(seconds / 60), t.language)
  const total = cases.reduce((sum, { opened }) => sum + opened, 0)
  const parts: readonly (readonly [string, readonly (readonly [string, string | number])[]])[] = [
    [
      t("situation.cases"),
      [
        [t("situation.opened"), total],
        ...cases.map(({ pathogen, opened }) => [diseaseName(t, catalogue, pathogen), opened] as const),
      ],
    ],
    [
      t("situation.sharing"),
      [
        [t("situation.codesGiven"), codes.given],
        [t("situation.codesUsed"), codes.used],
        [t("situation.uploadsOpened"), uploads.opened],
        [t("situation.uploadsQuarantined"), uploads.quarantined],
        [t("situation.staysProven"), stays.proven],
        [t("situation.staysUnproven"), stays.unproven],
      ],
    ],
    [
      t("situation.warnings"),
      [
        [t("situation.exposures"), decisions.exposure],
        [t("situation.corrections"), decisions.correction],
        [t("situation.withdrawals"), decisions.withdrawal],
        [t("situation.venues"), decisions.venues],
        [t("situation.named"), decisions.named],
        [t("situation.lists"), lists],
      ],
    ],
    [
      t("situation.speed"),
      [
        [t("situation.caseToDecision"), length(median.caseToDecision)],
        [t("situation.decisionToList"), length(median.decisionToList)],
      ],
    ],
    [
      t("situation.calls"),
      [
        [t("situation.reached"), calls.reached],
        [t("situation.notReached"), calls.notReached],
      ],
    ],
    [
      t("situation.open"),
      [
        [t("situation.openUploads"), uploads.waiting],
        [t("situation.openDecisions"), waiting.decisions],
        [t("situation.openObjections"), waiting.objections],
        [t("situation.openTasks"), waiting.tasks],
        [t("situation.openCalls"), waiting.calls],
      ],
    ],
  ]
  return (
    <>
      <p>
        {t("situation.of", {
          from: say.day(situation.from),
          until: say.day(situation.until),
          now: say.moment(situation.now),
        })}
      </p>
      <div className="situation-parts">
        {parts.map(([title, rows]) => (
          <Card key={title}>
            <table>
              <caption>{title}</caption>
              <tbody>
                {rows.map(([what, n]) => (
                  <tr key={what}>
                    <th scope="row">{what}</th>
                    <td>{n}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Card>
        ))}
      </div>
      <p className="small soft">{t("situation.method")}</p>
    </>
  )
}
