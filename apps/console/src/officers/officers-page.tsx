import { listOfficers } from "@homesafe/api"
import { PageHead } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { ActsPart } from "./acts-part.tsx"
import { Invite } from "./invite.tsx"
import { OfficerRow } from "./officer-row.tsx"
import { OpenSessions } from "./open-sessions.tsx"

/** Who may do what, what waits for another officer, and where one is signed in. */
export function OfficersPage() {
  const { t, officer } = useConsole()
  const officers = useCall(listOfficers, {})
  return (
    <div className="stack g5">
      <PageHead title={t("officers.title")} />
      <ActsPart />
      <Waiting of={officers}>
        {({ officers: all }) => (
          <ul className="card flush rows">
            {all.map((o) => (
              <li key={o.id}>
                <OfficerRow officer={o} />
              </li>
            ))}
          </ul>
        )}
      </Waiting>
      {officer.roles.includes("administrator") && <Invite />}
      <OpenSessions />
    </div>
  )
}
