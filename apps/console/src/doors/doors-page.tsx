import { type DoorInspection, listDoorInspections } from "@homesafe/api"
import { Button, Chip, Empty, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { InspectDoor, InspectionTabs } from "./inspection-tabs.tsx"

const PAGE = 20

/** Doors that inspectors visited, newest first. */
export function DoorsPage() {
  const { t } = useConsole()
  const [page, setPage] = useState(0)
  const list = useCall(listDoorInspections, { query: { page } })
  return (
    <div className="stack g5">
      <PageHead title={t("doors.title")} text={t("doors.text")} actions={<InspectDoor />} />
      <InspectionTabs />
      <Waiting of={list}>
        {({ inspections, total }) => (
          <>
            {inspections.length === 0 ? (
              <Empty icon="store" title={t("doors.empty")} text={t("doors.emptyText")} />
            ) : (
              <ul className="card flush rows">
                {inspections.map((each) => (
                  <li key={each.id}>
                    <DoorRow inspection={each} />
                  </li>
                ))}
              </ul>
            )}
            <div className="row g2">
              {page > 0 && (
                <Button kind="quiet" icon="back" onClick={() => setPage(page - 1)}>
                  {t("inspections.newer")}
                </Button>
              )}
              {(page + 1) * PAGE < total && (
                <Button kind="quiet" icon="next" onClick={() => setPage(page + 1)}>
                  {t("inspections.older")}
                </Button>
              )}
            </div>
          </>
        )}
      </Waiting>
    </div>
  )
}

function DoorRow({ inspection }: { readonly inspection: DoorInspection }) {
  const { t, deployment } = useConsole()
  const { names, entranceNames, finding, note, at, officer } = inspection
  const door = entranceNames ? ` · ${nameIn(entranceNames, t.language)}` : ""
  return (
    <section className="list-row roomy">
      <div className="grow stack g1">
        <p className="t">
          {nameIn(names, t.language)}
          {door}
        </p>
        <p className="d">
          {sayTimes(deployment, t.language).moment(at)} · <bdi>{officer}</bdi>
        </p>
        {note !== "" && <p className="d breaks">{note}</p>}
      </div>
      <Chip tone={finding === "displayed" ? "ok" : "caution"}>{t(`door.finding.${finding}`)}</Chip>
    </section>
  )
}
