import { type CallProblem, call, leaveVenue, type Venue } from "@homesafe/api"
import { Banner, Button, Dialog, ListRow } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { goTo, pathOfRoute } from "../app/route.ts"

/** An owner's way to the venue's people; for everyone else, what they are here and how to leave. */
export function YourPlace({ venue }: { readonly venue: Venue }) {
  const { t } = usePortal()
  if (venue.role !== "owner") return <Leave venue={venue} />
  return (
    <div className="card flush">
      <ListRow
        icon="people"
        title={t("people.title")}
        text={t("people.linkText")}
        href={pathOfRoute({ page: "people", id: venue.id })}
      />
    </div>
  )
}

function Leave({ venue }: { readonly venue: Venue }) {
  const { t } = usePortal()
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const leave = async () => {
    const done = await call(leaveVenue, { params: { id: venue.id } })
    setAsking(false)
    if (done.ok) goTo({ page: "list" })
    else setProblem(done.problem)
  }
  return (
    <section className="stack g3" aria-labelledby="place">
      <h2 id="place">{t("people.yourRole", { role: t(`role.${venue.role}`) })}</h2>
      <p>{t(`role.${venue.role}Text`)}</p>
      {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
      <p>
        <Button kind="quiet" icon="leave" onClick={() => setAsking(true)}>
          {t("people.leave")}
        </Button>
      </p>
      <Dialog
        open={isAsking}
        title={t("people.leaveQuestion")}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {t("action.cancel")}
            </Button>
            <Button kind="danger" onClick={() => void leave()}>
              {t("people.leave")}
            </Button>
          </>
        }
      >
        <p>{t("people.removeMeans")}</p>
      </Dialog>
    </section>
  )
}
