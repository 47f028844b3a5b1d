import { call, decideOfficerAct, listOfficerActs, makeOfficerLink, type OfficerAct } from "@homesafe/api"
import { Banner, Button, Chip } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { areaName } from "../app/area-names.ts"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { type Link, LinkBanner } from "./link-banner.tsx"

/** Invitations, recoveries and new rights that wait for another officer or for the one invited; nothing while none does. */
export function ActsPart() {
  const { t } = useConsole()
  const acts = useCall(listOfficerActs, {}).value?.acts ?? []
  if (acts.length === 0) return null
  return (
    <section className="stack g3" aria-labelledby="officer-acts">
      <h2 id="officer-acts">{t("acts.title")}</h2>
      <ul className="card flush rows">
        {acts.map((act) => (
          <li key={act.id}>
            <ActRow act={act} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function ActRow({ act }: { readonly act: OfficerAct }) {
  const { t, deployment, officer } = useConsole()
  const askAnew = useAskAnew()
  const [deciding, setDeciding] = useState<boolean | null>(null)
  const [link, setLink] = useState<Link | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const name = act.officer?.name ?? ""
  const title = t(`acts.${act.kind}`, { name })
  const time = sayTimes(deployment, t.language).moment(act.expires)
  const isOwn = act.proposedBy.id === officer.id || act.state === "agreed"
  const show = async () => {
    const checked = await stepUp()
    const made = checked.ok ? await call(makeOfficerLink, { params: { id: act.id }, body: {} }) : checked
    askAnew()
    setFault(made.ok ? null : problemText(t, made.problem))
    if (made.ok) setLink(made.value)
  }
  return (
    <section className="list-row roomy wrap" aria-label={title}>
      <div className="grow stack g2">
        <p className="t">{title}</p>
        <p className="d">
          {t(act.state === "agreed" ? "acts.agreed" : "acts.proposed", { name: act.proposedBy.name, time })}
        </p>
        {act.reason !== null && <p className="d breaks">{act.reason}</p>}
        <span className="row wrap g2">
          {act.areas.map((area) => (
            <Chip key={area} tone="info" icon="pin">
              {areaName(t, area)}
            </Chip>
          ))}
          {act.roles.map((role) => (
            <Chip key={role} tone="line">
              {t(`role.${role}`)}
            </Chip>
          ))}
        </span>
        {fault !== null && <Banner level="fault">{fault}</Banner>}
        {link && <LinkBanner link={link} />}
      </div>
      <span className="row wrap g2">
        {act.mayAgree && (
          <Button
            kind="quiet"
            icon="check"
            aria-label={t("acts.agreeTo", { act: title })}
            onClick={() => setDeciding(true)}
          >
            {t("acts.agree")}
          </Button>
        )}
        {act.mayLink && (
          <Button kind="quiet" icon="key" aria-label={t("acts.linkOf", { act: title })} onClick={() => void show()}>
            {t("acts.link")}
          </Button>
        )}
        {act.mayEnd && (
          <Button kind="quiet" aria-label={t("acts.endOf", { act: title })} onClick={() => setDeciding(false)}>
            {t(isOwn ? "acts.takeBack" : "acts.refuse")}
          </Button>
        )}
      </span>
      {deciding !== null && (
        <ActDialog
          title={title}
          act={t(deciding ? "acts.agree" : isOwn ? "acts.takeBack" : "acts.refuse")}
          kind={deciding ? "primary" : "danger"}
          send={() => decide(act.id, deciding)}
          onClose={() => setDeciding(null)}
        >
          <p>{deciding ? t(`acts.agreeText.${act.kind}`, { name }) : t("acts.endText")}</p>
        </ActDialog>
      )}
    </section>
  )
}

/** Sends an officer's answer to a proposal, after a fresh check. */
export async function decide(id: string, agreed: boolean) {
  const checked = await stepUp()
  return checked.ok ? call(decideOfficerAct, { params: { id }, body: { agreed } }) : checked
}
