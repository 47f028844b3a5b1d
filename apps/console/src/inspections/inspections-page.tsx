import { closeInspection, type Inspection, isAllowed, listInspections } from "@homesafe/api"
import { Button, Chip, Empty, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { PagedRows } from "../app/paged-rows.tsx"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { InspectDoor, InspectionTabs } from "../doors/inspection-tabs.tsx"
import { NoteFinding } from "./note-finding.tsx"

/** Codes that phones did not accept: somebody should go and look. */
export function InspectionsPage() {
  const { t } = useConsole()
  const [page, setPage] = useState(0)
  const list = useCall(listInspections, { query: { page } })
  return (
    <div className="stack g5">
      <PageHead title={t("inspections.title")} text={t("inspections.text")} actions={<InspectDoor />} />
      <InspectionTabs />
      <Waiting of={list}>
        {({ inspections, open, total }) => (
          <>
            <p className="soft">{t("inspections.count", { total, open })}</p>
            <PagedRows
              items={inspections}
              total={total}
              page={page}
              onPage={setPage}
              empty={<Empty icon="search" title={t("inspections.empty")} text={t("inspections.emptyText")} />}
            >
              {(each) => <InspectionRow inspection={each} />}
            </PagedRows>
          </>
        )}
      </Waiting>
    </div>
  )
}

function InspectionRow({ inspection }: { readonly inspection: Inspection }) {
  const { t, deployment, officer } = useConsole()
  const [isNoting, setNoting] = useState(false)
  const { day, problem, text, place, photo, alike } = inspection
  const title = place === "" ? t("inspections.noPlace") : place
  return (
    <section className="list-row roomy" aria-label={title}>
      <div className="grow stack g1">
        <p className="t">{title}</p>
        <p className="d">
          {sayTimes(deployment, t.language).day(day)} · {t(`inspections.problem.${problem}`)}
          {alike > 0 && ` · ${t("inspections.alike", { n: alike })}`}
        </p>
        {/* As text and nothing else: where it leads is never opened from here. */}
        <p className="mono small breaks">{text}</p>
        {photo !== "" && <ReportedPhoto photo={photo} />}
      </div>
      {inspection.finding === null ? (
        isAllowed(closeInspection, officer.roles) && (
          <Button kind="quiet" icon="check" onClick={() => setNoting(true)}>
            {t("inspections.note")}
          </Button>
        )
      ) : (
        <div className="stack g1">
          <Chip tone="ok" icon="check">
            {t("inspections.done")}
          </Chip>
          <p className="d">{inspection.finding}</p>
        </div>
      )}
      {isNoting && <NoteFinding inspection={inspection} onClose={() => setNoting(false)} />}
    </section>
  )
}

function ReportedPhoto({ photo }: { readonly photo: string }) {
  const { t } = useConsole()
  const base64 = photo.replaceAll("-", "+").replaceAll("_", "/")
  return <img className="reported-photo" alt={t("inspections.photo")} src={`data:image/jpeg;base64,${base64}`} />
}
