import { approveChange, call, type RegisteredVenueRecord, refuseChange } from "@homesafe/api"
import { Banner, Button, Dialog, TextAreaField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { useAskAnew } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"

type Change = NonNullable<RegisteredVenueRecord["change"]>

/** What an operator asks for instead of what is registered; an approver answers it. */
export function ChangeReview({ venue, change }: { readonly venue: RegisteredVenueRecord; readonly change: Change }) {
  const { t, officer } = useConsole()
  const askAnew = useAskAnew()
  const [isRefusing, setRefusing] = useState(false)
  const [reason, setReason] = useState("")
  const [fault, setFault] = useState<string | null>(null)
  const { number, names, address, entrances } = change
  const decide = async (how: "approve" | "refuse") => {
    const params = { id: venue.id }
    const done =
      how === "approve"
        ? await call(approveChange, { params, body: { number } })
        : await call(refuseChange, { params, body: { number, reason: reason.trim() } })
    setFault(done.ok ? null : problemText(t, done.problem))
    if (done.ok) setRefusing(false)
    askAnew()
  }
  const doors = entrances.flatMap((door) => (door.names ? [`${door.names.hant} ${door.names.en}`] : []))
  return (
    <div className="grow stack g2">
      <Banner level="info" title={t("venues.change")}>
        <p>
          <span lang="en">{names.en}</span> <span lang="zh-Hant">{names.hant}</span>
          {names.hans !== undefined && <span lang="zh-Hans"> {names.hans}</span>}
        </p>
        <p className="d">{t.language === "en" ? address.en : address.hant}</p>
        <p className="d">
          {t("venues.entrances", { n: entrances.length })}
          {doors.length > 0 && ` · ${doors.join(" · ")}`}
        </p>
      </Banner>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      {officer.roles.includes("approver") && (
        <div className="row wrap g2">
          <Button icon="check" onClick={() => void decide("approve")}>
            {t("venues.changeApprove")}
          </Button>
          <Button kind="quiet" onClick={() => setRefusing(true)}>
            {t("venues.changeRefuse")}
          </Button>
        </div>
      )}
      <Dialog
        open={isRefusing}
        title={t("venues.changeRefuse")}
        onClose={() => setRefusing(false)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setRefusing(false)}>
              {t("action.cancel")}
            </Button>
            <Button kind="danger" disabled={reason.trim().length < 3} onClick={() => void decide("refuse")}>
              {t("venues.refuse")}
            </Button>
          </>
        }
      >
        <TextAreaField
          label={t("venues.refuseReason")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Dialog>
    </div>
  )
}
