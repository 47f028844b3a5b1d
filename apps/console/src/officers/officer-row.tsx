import { call, changeOfficer, type Officer, type OfficerRole, proposeOfficerChange } from "@homesafe/api"
import { Banner, Button, Chip, Dialog, Switch } from "@homesafe/ui"
import { useState } from "react"
import { areaName } from "../app/area-names.ts"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { AreasField } from "./areas-field.tsx"
import { RecoverDialog } from "./recover-dialog.tsx"
import { RolesField } from "./roles-field.tsx"

/** One officer: roles, signing key, and for an administrator the way to change another's. */
export function OfficerRow({ officer: shown }: { readonly officer: Officer }) {
  const { t, deployment, officer } = useConsole()
  const [isChanging, setChanging] = useState(false)
  const [isRecovering, setRecovering] = useState(false)
  const canChange = officer.roles.includes("administrator") && officer.id !== shown.id
  const { name, signingKey, suspendedAt } = shown
  return (
    <section className="list-row roomy" aria-label={name}>
      <span className="grow">
        <span className="t">
          <bdi>{name}</bdi>
        </span>
        <br />
        <span className="d">{signingKey ? t("officers.key", { key: signingKey }) : t("officers.noKey")}</span>
      </span>
      <span className="row wrap g2">
        {suspendedAt !== null && (
          <Chip tone="caution" icon="no">
            {t("officers.suspendedSince", { date: sayTimes(deployment, t.language).dayOf(suspendedAt) })}
          </Chip>
        )}
        {shown.areas.map((area) => (
          <Chip key={area} tone="info" icon="pin">
            {areaName(t, area)}
          </Chip>
        ))}
        {shown.roles.map((role) => (
          <Chip key={role} tone="line">
            {t(`role.${role}`)}
          </Chip>
        ))}
      </span>
      {canChange && (
        <span className="row wrap g2">
          {suspendedAt === null && (
            <Button
              kind="quiet"
              icon="key"
              aria-label={t("acts.recovery", { name })}
              onClick={() => setRecovering(true)}
            >
              {t("recovery.begin")}
            </Button>
          )}
          <Button kind="quiet" aria-label={t("officers.changeWho", { name })} onClick={() => setChanging(true)}>
            {t("action.change")}
          </Button>
        </span>
      )}
      {isRecovering && <RecoverDialog officer={shown} onClose={() => setRecovering(false)} />}
      {isChanging && <ChangeDialog officer={shown} onClose={() => setChanging(false)} />}
    </section>
  )
}

function ChangeDialog({ officer, onClose }: { readonly officer: Officer; readonly onClose: () => void }) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [roles, setRoles] = useState<readonly OfficerRole[]>(officer.roles)
  const [areas, setAreas] = useState<readonly number[]>(officer.areas)
  const [suspended, setSuspended] = useState(officer.suspendedAt !== null)
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [id] = useState(() => crypto.randomUUID())
  /** What gives more is proposed as a whole: until another officer agrees, nothing changes. */
  const propose = () =>
    call(proposeOfficerChange, { params: { id }, body: { officer: officer.id, roles: [...roles], areas: [...areas] } })
  const save = async () => {
    if (roles.length === 0) return setFault(t("officers.rolesNeeded"))
    setBusy(true)
    const checked = await stepUp()
    const body = { roles: [...roles], areas: [...areas], suspended }
    const changed = checked.ok ? await call(changeOfficer, { params: { id: officer.id }, body }) : checked
    const isMore = !changed.ok && changed.problem === "another-must-agree" && !suspended
    const sent = isMore ? await propose() : changed
    setBusy(false)
    if (!sent.ok) return setFault(problemText(t, sent.problem))
    askAnew()
    onClose()
  }
  return (
    <Dialog
      open
      title={t("officers.changeWho", { name: officer.name })}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button icon="check" busy={isBusy} onClick={() => void save()}>
            {t("action.save")}
          </Button>
        </>
      }
    >
      <div className="stack g4">
        <RolesField roles={roles} onChange={setRoles} />
        <AreasField areas={areas} onChange={setAreas} />
        <Switch
          label={t("officers.suspend")}
          hint={t("officers.suspendHint")}
          checked={suspended}
          onChange={({ currentTarget }) => setSuspended(currentTarget.checked)}
        />
        <p className="small soft">{t("officers.changeText")}</p>
        <p className="small soft">{t("officers.changeMoreText")}</p>
        {fault !== null && <Banner level="fault">{fault}</Banner>}
      </div>
    </Dialog>
  )
}
