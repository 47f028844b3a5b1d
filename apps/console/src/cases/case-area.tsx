import { type CaseRecord, call, type HandOverReason, handOverReason, offerCase, withdrawCaseOffer } from "@homesafe/api"
import { districts } from "@homesafe/domain"
import { Button } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { AreaField } from "../app/area-field.tsx"
import { areaName } from "../app/area-names.ts"
import { ChoiceField } from "../app/choice-field.tsx"
import { useConsole } from "../app/context.ts"
import { goTo } from "../app/route.ts"
import { useAskAnew } from "../app/use-call.ts"

/** In which area a case is worked on, and the way to another. */
export function CaseArea({ theCase, canMove }: { readonly theCase: CaseRecord; readonly canMove: boolean }) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [isMoving, setMoving] = useState(false)
  const withdraw = async () => {
    await call(withdrawCaseOffer, { params: { id: theCase.id } })
    askAnew()
  }
  return (
    <span className="stack g1">
      <span>{areaName(t, theCase.area)}</span>
      {theCase.isOffered && <span className="small soft">{t("handOver.waits")}</span>}
      {canMove && (
        <span className="row wrap g2">
          <Button kind="quiet" onClick={() => setMoving(true)}>
            {t("handOver.begin")}
          </Button>
          {theCase.isOffered && (
            <Button kind="plain" onClick={() => void withdraw()}>
              {t("handOver.withdraw")}
            </Button>
          )}
        </span>
      )}
      {isMoving && <HandOver theCase={theCase} onClose={() => setMoving(false)} />}
    </span>
  )
}

function HandOver({ theCase, onClose }: { readonly theCase: CaseRecord; readonly onClose: () => void }) {
  const { t, officer } = useConsole()
  const [to, setTo] = useState<number | null | undefined>(undefined)
  const [reason, setReason] = useState<HandOverReason | null>(null)
  const isWhole = officer.areas.length === 0
  const all = [null, ...districts.map(({ n }) => n)]
  return (
    <ActDialog
      title={t("handOver.title", { number: theCase.number })}
      act={t(isWhole ? "handOver.move" : "handOver.offer")}
      isReady={to !== undefined && reason !== null}
      send={() =>
        call(offerCase, {
          params: { id: theCase.id },
          body: { to: to ?? null, reason: handOverReason.parse(reason) },
        })
      }
      onDone={() => goTo(`/cases/${theCase.id}`)}
      onClose={onClose}
    >
      <p>{t(isWhole ? "handOver.textAll" : "handOver.text")}</p>
      <AreaField
        label={t("handOver.to")}
        areas={all.filter((area) => area !== theCase.area)}
        value={to}
        onChange={setTo}
      />
      <ChoiceField
        label={t("handOver.why")}
        options={handOverReason.options}
        value={reason}
        words={(each) => t(`handOver.reason.${each}`)}
        onChange={setReason}
      />
    </ActDialog>
  )
}
