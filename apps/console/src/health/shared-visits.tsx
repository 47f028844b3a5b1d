import { call, type ReplyOf, readSharedVisits } from "@homesafe/api"
import { formatMoment } from "@homesafe/i18n"
import { Banner, Button, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useHealth } from "./health-context.ts"
import { checkAgainHere } from "./health-passkeys.ts"
import { useCaller } from "./use-queue.ts"

/** Visits that the person shared: read after a fresh check, for a purpose that the log has first. */
export function SharedVisits({ appeal, count }: { readonly appeal: string; readonly count: number }) {
  const { t, tc, timeZone, say } = useHealth()
  const { fault, setFault, run } = useCaller()
  const [purpose, setPurpose] = useState("")
  const [opened, setOpened] = useState<ReplyOf<typeof readSharedVisits>["shares"] | null>(null)
  const read = async () => {
    const checked = await checkAgainHere()
    if (!checked.ok) return setFault(say(checked.problem))
    const found = await run(call(readSharedVisits, { params: { id: appeal }, body: { purpose: purpose.trim() } }))
    if (found) setOpened(found.shares)
  }
  const nameOf = ({ en, hant, hans }: { en: string; hant: string; hans?: string | undefined }) =>
    t.language === "en" ? en : t.language === "zh-Hans" ? (hans ?? hant) : hant
  const moment = (seconds: number) => formatMoment(seconds * 1000, t.language, timeZone)
  return (
    <section className="stack g3" aria-labelledby="health-shared">
      <h3 id="health-shared">{tc("officer.shares", { n: count })}</h3>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      {count > 0 && opened === null && (
        <>
          <TextField
            label={tc("officer.purpose")}
            hint={tc("officer.logged")}
            value={purpose}
            maxLength={200}
            onChange={(event) => setPurpose(event.currentTarget.value)}
          />
          <Button kind="quiet" icon="key" disabled={purpose.trim() === ""} onClick={() => void read()}>
            {tc("officer.readShares")}
          </Button>
        </>
      )}
      <ul className="stack g2">
        {opened
          ?.flatMap(({ visits }) => visits)
          .map((visit) => (
            <li key={`${visit.from} ${visit.names.en}`}>
              {nameOf(visit.names)}
              <span className="small soft block num">
                {moment(visit.from)} – {moment(visit.until)}
              </span>
            </li>
          ))}
      </ul>
    </section>
  )
}
