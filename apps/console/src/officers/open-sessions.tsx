import { call, endOtherSessions, endSession, listSessions, type OpenSession } from "@homesafe/api"
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
  const askAnew = useAskAnew()
  const sessions = useCall(listSessions, {})
  const [fault, setFault] = useState<string | null>(null)
  const endOthers = async () => {
    const ended = await call(endOtherSessions)
    setFault(ended.ok ? null : problemText(t, ended.problem))
    askAnew()
  }
  return (
    <section className="stack g3" aria-labelledby="sessions">
      <h2 id="sessions">{t("sessions.title")}</h2>
      <p className="soft">{t(officer.roles.includes("administrator") ? "sessions.textAll" : "sessions.text")}</p>
      <Waiting of={sessions}>
        {({ sessions: all }) => (
          <>
            <ul className="card flush rows">
              {all.map((session) => (
                <li key={session.id}>
                  <SessionRow session={session} />
                </li>
              ))}
            </ul>
            {all.some(({ isOwn, isThis }) => isOwn && !isThis) && (
              <div>
                <Button kind="quiet" icon="leave" onClick={() => void endOthers()}>
                  {t("sessions.endOthers")}
                </Button>
              </div>
            )}
            {fault !== null && <Banner level="fault">{fault}</Banner>}
          </>
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
  const { id, officer, openedAt, seenAt, device, isThis } = session
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
        {device !== null && <p className="d">{device}</p>}
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
