import { call, decideReadPermit, listReadPermits, type ReadPermit } from "@homesafe/api"
import { Banner, Button } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"

/** The alarm that somebody reads more cases than one does alone; nothing where nobody does. */
export function ReadPermits() {
  const permits = useCall(listReadPermits, {}).value?.permits ?? []
  return permits.map((permit) => <PermitBanner key={permit.id} permit={permit} />)
}

function PermitBanner({ permit }: { readonly permit: ReadPermit }) {
  const { t, deployment, officer } = useConsole()
  const [deciding, setDeciding] = useState<boolean | null>(null)
  const { id, officer: reader, read, at } = permit
  const title = t("reads.title", { name: reader.name, n: read })
  const canDecide = officer.roles.includes("approver") && reader.id !== officer.id
  return (
    <Banner level="caution" title={title}>
      <div className="stack g3">
        <p>{t("reads.text", { time: sayTimes(deployment, t.language).moment(at) })}</p>
        {canDecide && (
          <div className="row wrap g2">
            <Button kind="quiet" icon="check" onClick={() => setDeciding(true)}>
              {t("reads.agree")}
            </Button>
            <Button kind="quiet" onClick={() => setDeciding(false)}>
              {t("reads.refuse")}
            </Button>
          </div>
        )}
      </div>
      {deciding !== null && (
        <ActDialog
          title={title}
          act={t(deciding ? "reads.agree" : "reads.refuse")}
          kind={deciding ? "primary" : "danger"}
          send={async () => {
            const checked = await stepUp()
            return checked.ok ? call(decideReadPermit, { params: { id }, body: { granted: deciding } }) : checked
          }}
          onClose={() => setDeciding(null)}
        >
          <p>{t(deciding ? "reads.agreeText" : "reads.refuseText")}</p>
        </ActDialog>
      )}
    </Banner>
  )
}
