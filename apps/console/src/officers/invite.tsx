import { call, inviteOfficer, listOfficerActs, makeOfficerLink, type OfficerRole } from "@homesafe/api"
import { Banner, Button, Card } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { AreasField } from "./areas-field.tsx"
import { type Link, LinkBanner } from "./link-banner.tsx"
import { RolesField } from "./roles-field.tsx"

/** An administrator proposes an invitation; alone only until a second administrator has enrolled. */
export function Invite() {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const rule = useCall(listOfficerActs, {}).value
  const [chosen, setChosen] = useState<readonly OfficerRole[]>(["tracer", "approver"])
  const [areas, setAreas] = useState<readonly number[]>([])
  const [id, setId] = useState(() => crypto.randomUUID())
  const [made, setMade] = useState<Link | "waits" | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const send = async () => {
    const checked = await stepUp()
    if (!checked.ok) return checked
    const invited = await call(inviteOfficer, { params: { id }, body: { roles: [...chosen], areas: [...areas] } })
    if (!invited.ok || invited.value.state === "proposed") return invited
    return call(makeOfficerLink, { params: { id }, body: {} })
  }
  const invite = async () => {
    if (chosen.length === 0) return setFault(t("officers.rolesNeeded"))
    setBusy(true)
    setMade(null)
    const sent = await send()
    setBusy(false)
    askAnew()
    if (!sent.ok) return setFault(problemText(t, sent.problem))
    setFault(null)
    setMade("link" in sent.value ? sent.value : "waits")
    setId(crypto.randomUUID())
  }
  return (
    <Card>
      <div className="stack g4">
        <h2>{t("officers.invite")}</h2>
        {rule?.oneIsEnough && (
          <Banner level="info" title={t("officers.oneIsEnough")}>
            {t("officers.oneIsEnoughText")}
          </Banner>
        )}
        {rule && !rule.oneIsEnough && rule.administrators < 2 && (
          <Banner level="caution" title={t("officers.oneLeft")}>
            {t("officers.oneLeftText")}
          </Banner>
        )}
        <RolesField roles={chosen} onChange={setChosen} />
        <AreasField areas={areas} onChange={setAreas} />
        {fault !== null && <Banner level="fault">{fault}</Banner>}
        {made === "waits" && <Banner level="info">{t("officers.waits")}</Banner>}
        {made !== null && made !== "waits" && <LinkBanner link={made} />}
        <div>
          <Button icon="plus" busy={isBusy} onClick={() => void invite()}>
            {t("officers.invite")}
          </Button>
        </div>
      </div>
    </Card>
  )
}
