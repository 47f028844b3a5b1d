import {
  call,
  claimHealthRegistration,
  decideHealthRegistration,
  type HealthReason,
  healthReason,
  listHealthRegistrations,
  type ReplyOf,
  readHealthRegistration,
} from "@homesafe/api"
import { Banner, Button, SelectField } from "@homesafe/ui"
import { useState } from "react"
import { useHealth } from "./health-context.ts"
import { ProfileFacts } from "./profile-facts.tsx"
import { useQueue } from "./use-queue.ts"
import { WaitingList } from "./waiting-list.tsx"

type Shown = ReplyOf<typeof readHealthRegistration> & { readonly id: string }

/** The queue of registrations: the oldest is taken, compared with its document and decided. */
export function RegistrationsPage() {
  const { tc } = useHealth()
  const { list, again, fault, run } = useQueue(listHealthRegistrations)
  const [shown, setShown] = useState<Shown | null>(null)
  const [isDone, setDone] = useState(false)
  const take = async () => {
    setDone(false)
    const claimed = await run(call(claimHealthRegistration, { body: {} }))
    if (!claimed) return
    if (claimed.id === null) return again()
    const read = await run(call(readHealthRegistration, { params: { id: claimed.id }, body: {} }))
    if (read) setShown({ ...read, id: claimed.id })
  }
  const decided = async () => {
    setShown(null)
    setDone(true)
    await again()
  }
  if (shown) return <Review shown={shown} onDecided={decided} />
  return (
    <section className="stack g4" aria-labelledby="health-queue">
      <h2 id="health-queue">{tc("officer.registrations")}</h2>
      {isDone && <Banner level="corrected">{tc("officer.decided")}</Banner>}
      <WaitingList
        list={
          list && {
            waiting: list.waiting,
            oldest: list.oldest.map(({ submittedAt, ...rest }) => ({ ...rest, at: submittedAt })),
          }
        }
        fault={fault}
        onTake={() => void take()}
      />
    </section>
  )
}

function Review({ shown, onDecided }: { readonly shown: Shown; readonly onDecided: () => Promise<void> }) {
  const { tc } = useHealth()
  const { fault, run } = useQueue(listHealthRegistrations)
  const [reason, setReason] = useState<HealthReason | "">("")
  const [needsReason, setNeedsReason] = useState(false)
  const { id, profile, pictures, sameDocument, typedBy } = shown
  const send = async (decision: "accept" | "ask-again" | "refuse") => {
    setNeedsReason(decision !== "accept" && reason === "")
    if (decision !== "accept" && reason === "") return
    const body = decision === "accept" ? { decision } : { decision, reason: healthReason.parse(reason) }
    if (await run(call(decideHealthRegistration, { params: { id }, body }))) await onDecided()
  }
  return (
    <section className="stack g4" aria-labelledby="health-review">
      <h2 id="health-review">{tc("officer.registrations")}</h2>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      {sameDocument > 0 && <Banner level="caution">{tc("officer.same", { n: sameDocument })}</Banner>}
      {typedBy !== null && <Banner level="info">{tc("officer.typedBy", { name: typedBy })}</Banner>}
      <ProfileFacts profile={profile} />
      {pictures.map(({ kind, type, data }) => (
        <figure key={kind} className="stack g1">
          <img className="health-picture" src={`data:${type};base64,${data}`} alt={tc(`picture.${kind}`)} />
          <figcaption className="small soft">{tc(`picture.${kind}`)}</figcaption>
        </figure>
      ))}
      <Button wide icon="check" onClick={() => void send("accept")}>
        {tc("officer.accept")}
      </Button>
      <SelectField
        label={tc("officer.reason")}
        value={reason}
        onChange={(event) => setReason(healthReason.safeParse(event.currentTarget.value).data ?? "")}
        {...(needsReason ? { error: tc("officer.chooseReason") } : {})}
      >
        <option value="">{tc("officer.chooseReason")}</option>
        {healthReason.options.map((each) => (
          <option key={each} value={each}>
            {tc(`reason.${each}`)}
          </option>
        ))}
      </SelectField>
      <div className="row g3 wrap">
        <Button kind="quiet" onClick={() => void send("ask-again")}>
          {tc("officer.askAgain")}
        </Button>
        <Button kind="danger" onClick={() => void send("refuse")}>
          {tc("officer.refuse")}
        </Button>
      </div>
    </section>
  )
}
