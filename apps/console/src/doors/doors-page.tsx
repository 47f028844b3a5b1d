import { type DoorInspection, listDoorInspections } from "@homesafe/api"
import { Chip, Empty, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { PagedRows } from "../app/paged-rows.tsx"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { InspectDoor, InspectionTabs } from "./inspection-tabs.tsx"

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
          <PagedRows
            items={inspections}
            total={total}
            page={page}
            onPage={setPage}
            empty={<Empty icon="store" title={t("doors.empty")} text={t("doors.emptyText")} />}
          >
            {(each) => <DoorRow inspection={each} />}
          </PagedRows>
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
