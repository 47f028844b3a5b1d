import { call, listCases, openCase } from "@homesafe/api"
import { pathogens } from "@homesafe/domain"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { Banner, Button, Card, Chip, Empty, PageHead, SelectField, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { goTo } from "../app/route.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { problemText } from "../session/problem-text.ts"
import { diseaseName } from "./diseases.ts"
import { uploadWords } from "./upload-words.ts"

/** Cases, newest first, and the form that opens one. */
export function CasesPage() {
  const { t, deployment, catalogue, officer } = useConsole()
  const cases = useCall(listCases, {})
  const say = sayTimes(deployment, t.language)
  return (
    <div className="stack g5">
      <PageHead title={t("cases.title")} />
      <div className="grid-2">
        <Waiting of={cases}>
          {({ cases: all }) =>
            all.length === 0 ? (
              <Empty icon="people" title={t("cases.empty")} text={t("cases.emptyText")} />
            ) : (
              <ul className="card flush rows">
                {all.map((c) => (
                  <li key={c.id}>
                    <a className="list-row roomy" href={`/cases/${c.id}`}>
                      <span className="grow">
                        <span className="t">
                          {t("case.number", { number: c.number })} · {diseaseName(t, catalogue, c.pathogen)}
                        </span>
                        <br />
                        <span className="d">
                          {t("case.openedBy", { name: c.openedBy, time: say.moment(c.openedAt) })}
                        </span>
                      </span>
                      <Chip tone={c.upload === "opened" ? "ok" : "info"}>{uploadWords(t, c)}</Chip>
                    </a>
                  </li>
                ))}
              </ul>
            )
          }
        </Waiting>
        {officer.roles.includes("tracer") && <OpenCase />}
      </div>
    </div>
  )
}

function OpenCase() {
  const { t, deployment, catalogue } = useConsole()
  const [pathogen, setPathogen] = useState(1)
  const [onset, setOnset] = useState("")
  const [tested, setTested] = useState("")
  const [fault, setFault] = useState<string | null>(null)
  const [dateFault, setDateFault] = useState(false)
  const dayOf = (date: string) => serviceDayOf(unixSeconds(Date.parse(`${date}T12:00:00Z`) / 1000), deployment.offset)
  const open = async () => {
    setDateFault(tested === "")
    if (tested === "") return
    const body = { pathogen, onset: onset === "" ? null : dayOf(onset), tested: dayOf(tested) }
    const opened = await call(openCase, { body })
    if (opened.ok) goTo(`/cases/${opened.value.id}`)
    else setFault(problemText(t, opened.problem))
  }
  return (
    <Card>
      <form
        className="stack g4"
        onSubmit={(event) => {
          event.preventDefault()
          void open()
        }}
      >
        <h2>{t("cases.open")}</h2>
        {fault !== null && <Banner level="fault">{fault}</Banner>}
        <SelectField
          label={t("case.pathogen")}
          value={String(pathogen)}
          onChange={(event) => setPathogen(Number(event.currentTarget.value))}
        >
          {pathogens.map((p) => (
            <option key={p.n} value={p.n}>
              {diseaseName(t, catalogue, p.n)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t("case.tested")}
          type="date"
          value={tested}
          onChange={(event) => setTested(event.currentTarget.value)}
          {...(dateFault ? { error: t("case.dateNeeded") } : {})}
        />
        <TextField
          label={t("case.onset")}
          type="date"
          optional={t("state.optional")}
          value={onset}
          onChange={(event) => setOnset(event.currentTarget.value)}
        />
        <Button type="submit" icon="plus">
          {t("cases.open")}
        </Button>
      </form>
    </Card>
  )
}
