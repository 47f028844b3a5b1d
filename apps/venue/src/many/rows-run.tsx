import type { Venue } from "@homesafe/api"
import type { ServiceDay } from "@homesafe/protocol"
import { Banner, Button, LinkButton, Progress } from "@homesafe/ui"
import { useEffect, useRef, useState } from "react"
import { usePortal } from "../app/context.ts"
import { pathOfRoute } from "../app/route.ts"
import { AllPosters } from "../posters/all-posters.tsx"
import { findVenuesOf } from "./find-venues.ts"
import { type Run, type RunEnd, registerRows } from "./register-rows.ts"
import type { KeptRow } from "./row-store.ts"

const POLL_MS = 3000

/** Registers the rows with their progress, then waits for their codes, then prints. */
export function RowsRun({
  kept,
  today,
  onOther,
}: {
  readonly kept: readonly KeptRow[]
  readonly today: ServiceDay
  readonly onOther: () => void
}) {
  const { t, setMail } = usePortal()
  const [run, setRun] = useState<Run>({ rows: kept, isPaused: false })
  const [end, setEnd] = useState<RunEnd | null>(null)
  const isGone = useRef(false)
  const start = async (rows: readonly KeptRow[]) => {
    setEnd(null)
    const ended = await registerRows(rows, { today, tell: setRun, isStopped: () => isGone.current })
    if (isGone.current) return
    if (ended === "not-signed-in") setMail(null)
    setEnd(ended)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the run begins.
  useEffect(() => {
    isGone.current = false
    void start(kept)
    return () => {
      isGone.current = true
    }
  }, [])
  const count = (state: KeptRow["state"]) => run.rows.filter((row) => row.state === state).length
  const registered = count("registered")
  const refused = run.rows.filter(({ state }) => state === "refused")
  return (
    <section className="stack g4" aria-labelledby="run">
      <h2 id="run">{t("many.runTitle")}</h2>
      <div className="card stack g3" role="status">
        <Progress label={t("many.runTitle")} value={run.rows.length - count("waiting")} max={run.rows.length} />
        <p>{t("many.registered", { n: registered, of: run.rows.length })}</p>
        {run.isPaused && end === null && <p className="small soft">{t("many.paused")}</p>}
        {end === null && <p className="small soft">{t("many.mayClose")}</p>}
      </div>
      {(end === "offline" || end === "unexpected") && (
        <Banner level="fault" title={t(`problem.${end}`)}>
          <div className="stack g3">
            <p>{t("many.nothingLost")}</p>
            <p>
              <Button onClick={() => void start(run.rows)}>{t("many.goOn")}</Button>
            </p>
          </div>
        </Banner>
      )}
      {refused.length > 0 && (
        <ul className="card flush rows wrong-rows">
          {refused.map(({ line, application, problem, fingerprint }) => (
            <li key={fingerprint} className="stack g1">
              <h3>
                {t("many.line", { line })} <bdi>{application.names.hant}</bdi>
              </h3>
              <p className="small">{problem && t(`problem.${problem}`)}</p>
            </li>
          ))}
        </ul>
      )}
      {end === "done" && registered > 0 && <Codes rows={run.rows} />}
      {end === "done" && (
        <p className="row g2 wrap">
          <LinkButton kind="quiet" icon="store" href={pathOfRoute({ page: "list" })}>
            {t("nav.venues")}
          </LinkButton>
          <Button kind="plain" onClick={onOther}>
            {t("many.other")}
          </Button>
        </p>
      )}
    </section>
  )
}

/** Waits for the codes of what was registered; then all posters are one PDF. */
function Codes({ rows }: { readonly rows: readonly KeptRow[] }) {
  const { t } = usePortal()
  const [venues, setVenues] = useState<readonly Venue[] | null>(null)
  const isWaiting = venues === null || venues.some(({ state }) => state === "submitted")
  useEffect(() => {
    let isGone = false
    const look = async () => {
      if (document.visibilityState !== "visible") return
      const found = await findVenuesOf(rows)
      if (!isGone && found.length > 0) setVenues(found)
    }
    void look()
    const timer = isWaiting ? setInterval(() => void look(), POLL_MS) : undefined
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [rows, isWaiting])
  if (isWaiting) {
    return (
      <div className="card stack g3" role="status">
        <Progress
          label={t("venue.submittedTitle")}
          value={venues?.filter(({ state }) => state !== "submitted").length}
          max={venues?.length}
        />
        <p>{t("venue.submittedTitle")}</p>
      </div>
    )
  }
  const ready = venues.filter(({ codes }) => codes.length > 0)
  const held = venues.length - ready.length
  return (
    <>
      {held > 0 && (
        <Banner level="info" title={t("many.held", { n: held })}>
          {t("many.heldText")}
        </Banner>
      )}
      {ready.length > 0 && <AllPosters venues={ready} />}
    </>
  )
}
