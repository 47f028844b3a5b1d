import { type CallProblem, call, setVenuePhone, type Venue } from "@homesafe/api"
import { readPhone } from "@homesafe/domain"
import { Banner, Button } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { usePortal } from "../app/context.ts"
import { PhoneField } from "../register/phone-field.tsx"

/** The number at which an officer may ring: shown, changed and removed without anybody's review. */
export function VenuePhone({ venue }: { readonly venue: Venue }) {
  const { t } = usePortal()
  const [kept, setKept] = useState(venue.phone)
  const [typed, setTyped] = useState<string | null>(null)
  const [isBad, setBad] = useState(false)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const text = (typed ?? "").trim()
    const phone = text === "" ? null : (readPhone(text) ?? null)
    setBad(text !== "" && phone === null)
    if (text !== "" && phone === null) return
    const answer = await call(setVenuePhone, { params: { id: venue.id }, body: { phone } })
    setProblem(answer.ok ? null : answer.problem)
    if (!answer.ok) return
    setKept(answer.value.phone)
    setTyped(null)
  }
  if (typed === null) {
    return (
      <div className="row between wrap g3">
        <p>{kept === null ? t("phone.none") : t("phone.is", { phone: kept })}</p>
        <Button kind="quiet" icon="call" onClick={() => setTyped(kept ?? "")}>
          {t(kept === null ? "phone.add" : "phone.change")}
        </Button>
      </div>
    )
  }
  return (
    <form className="stack g3" noValidate onSubmit={(event) => void save(event)}>
      <PhoneField
        value={typed}
        error={isBad ? t("new.phoneBad") : undefined}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
      <div className="row wrap g3">
        <Button type="submit">{t("phone.save")}</Button>
        <Button kind="quiet" onClick={() => setTyped(null)}>
          {t("phone.leave")}
        </Button>
      </div>
    </form>
  )
}
