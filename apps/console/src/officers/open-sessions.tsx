import { call, endSession, listSessions, type OpenSession } from "@homesafe/api"
import { Banner, Button, Chip } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { problemText } from "../session/problem-text.ts"

/** Where officers are signed in, and the way to end that from here. */
export function OpenSessions() {
  const { t, officer } = useConsole()
  const sessions = useCall(listSessions, {})
  return (
    <section className="stack g3" aria-labelledby="sessions">
      <h2 id="sessions">{t("sessions.title")}</h2>
      <p className="soft">{t(officer.roles.includes("administrator") ? "sessions.textAll" : "sessions.text")}</p>
      <Waiting of={sessions}>
        {({ sessions: all }) => (
          <ul className="card flush rows">
            {all.map((session) => (
              <li key={session.id}>
                <SessionRow session={session} />
              </li>
            ))}
          </ul>
        )}
      </Waiting>
    </section>
  )
}

function SessionRow({ session }: { readonly session: OpenSession }) {
  const { t, deployment } = useConsole()
  const askAnew = useAskAnew()
  const [fault, setFault] = useState<string | null>(null)
  const say = sayTimes(deployment, t.language)
  const { id, officer, openedAt, seenAt, isThis } = session
  const end = async () => {
    const ended = await call(endSession, { params: { id } })
    setFault(ended.ok ? null : problemText(t, ended.problem))
    askAnew()
  }
  return (
    <div className="list-row roomy">
      <div className="grow stack g1">
        <p className="t">
          <bdi>{officer}</bdi>
        </p>
        <p className="d">{t("sessions.times", { opened: say.moment(openedAt), seen: say.moment(seenAt) })}</p>
        {fault !== null && <Banner level="fault">{fault}</Banner>}
      </div>
      {isThis ? (
        <Chip tone="line">{t("sessions.this")}</Chip>
      ) : (
        <Button
          kind="quiet"
          icon="leave"
          aria-label={t("sessions.endOf", { officer, time: say.moment(openedAt) })}
          onClick={() => void end()}
        >
          {t("sessions.end")}
        </Button>
      )}
    </div>
  )
}
