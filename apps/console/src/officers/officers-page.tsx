import { call, inviteOfficer, listOfficers, type OfficerRole, officerRole, type ReplyOf } from "@homesafe/api"
import { Banner, Button, Card, Check, Chip, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { AreasField } from "./areas-field.tsx"
import { OfficerRow } from "./officer-row.tsx"
import { OpenSessions } from "./open-sessions.tsx"

/** Who may do what, and invitations. */
export function OfficersPage() {
  const { t, deployment, officer } = useConsole()
  const officers = useCall(listOfficers, {})
  const say = sayTimes(deployment, t.language)
  return (
    <div className="stack g5">
      <PageHead title={t("officers.title")} />
      <Waiting of={officers}>
        {({ officers: all, invitations }) => (
          <ul className="card flush rows">
            {all.map((o) => (
              <li key={o.id}>
                <OfficerRow officer={o} />
              </li>
            ))}
            {invitations.map((i) => (
              <li key={i.id} className="list-row roomy">
                <span className="grow d">{t("officers.waiting", { time: say.moment(i.expires) })}</span>
                <span className="row wrap g2">
                  {i.roles.map((role) => (
                    <Chip key={role} tone="line">
                      {t(`role.${role}`)}
                    </Chip>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Waiting>
      {officer.roles.includes("administrator") && <Invite />}
      <OpenSessions />
    </div>
  )
}

function Invite() {
  const { t, deployment } = useConsole()
  const askAnew = useAskAnew()
  const [chosen, setChosen] = useState<readonly OfficerRole[]>(["tracer", "approver"])
  const [areas, setAreas] = useState<readonly number[]>([])
  const [made, setMade] = useState<ReplyOf<typeof inviteOfficer> | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const invite = async () => {
    if (chosen.length === 0) return setFault(t("officers.rolesNeeded"))
    const checked = await stepUp()
    const invited = checked.ok
      ? await call(inviteOfficer, { body: { roles: [...chosen], areas: [...areas] } })
      : checked
    if (!invited.ok) return setFault(problemText(t, invited.problem))
    setFault(null)
    if ("link" in invited.value) setMade(invited.value)
    askAnew()
  }
  return (
    <Card>
      <div className="stack g4">
        <h2>{t("officers.invite")}</h2>
        <fieldset className="stack g1 field">
          <legend>{t("officers.roles")}</legend>
          {officerRole.options.map((role) => (
            <Check
              key={role}
              label={t(`role.${role}`)}
              checked={chosen.includes(role)}
              onChange={() => setChosen(chosen.includes(role) ? chosen.filter((r) => r !== role) : [...chosen, role])}
            />
          ))}
        </fieldset>
        <AreasField areas={areas} onChange={setAreas} />
        {fault !== null && <Banner level="fault">{fault}</Banner>}
        {made && (
          <Banner level="info" title={t("officers.invite")}>
            <p>{t("officers.inviteText", { time: sayTimes(deployment, t.language).moment(made.expires) })}</p>
            <p className="mono break" data-kind="invitation">
              {made.link}
            </p>
          </Banner>
        )}
        <div>
          <Button icon="plus" onClick={() => void invite()}>
            {t("officers.invite")}
          </Button>
        </div>
      </div>
    </Card>
  )
}
