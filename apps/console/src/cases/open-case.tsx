import { call, openCase } from "@homesafe/api"
import { pathogens } from "@homesafe/domain"
import { Banner, Button, Card, SelectField, TextField } from "@homesafe/ui"
import { type Ref, useState } from "react"
import { AreaField } from "../app/area-field.tsx"
import { useConsole } from "../app/context.ts"
import { dayOfDate } from "../app/dates.ts"
import { goTo } from "../app/route.ts"
import { problemText } from "../session/problem-text.ts"
import { diseaseName } from "./diseases.ts"

/** The form that opens a case. */
export function OpenCase({ form }: { readonly form: Ref<HTMLFormElement> }) {
  const { t, deployment, catalogue, officer } = useConsole()
  const [area, setArea] = useState<number | null>(officer.areas[0] ?? null)
  const [pathogen, setPathogen] = useState(1)
  const [onset, setOnset] = useState("")
  const [tested, setTested] = useState("")
  const [fault, setFault] = useState<string | null>(null)
  const [dateFault, setDateFault] = useState(false)
  const dayOf = (date: string) => dayOfDate(date, deployment.offset)
  const open = async () => {
    setDateFault(tested === "")
    if (tested === "") return
    const body = { pathogen, onset: onset === "" ? null : dayOf(onset), tested: dayOf(tested), area }
    const opened = await call(openCase, { body })
    if (opened.ok) goTo(`/cases/${opened.value.id}`)
    else setFault(problemText(t, opened.problem))
  }
  return (
    <Card>
      <form
        ref={form}
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
        {officer.areas.length !== 1 && (
          <AreaField
            label={t("case.area")}
            {...(officer.areas.length > 0 ? { areas: officer.areas } : {})}
            value={area}
            onChange={setArea}
          />
        )}
        <Button type="submit" icon="plus">
          {t("cases.open")}
        </Button>
      </form>
    </Card>
  )
}
