import { call, closeInspection, type Inspection, listInspections } from "@homesafe/api"
import { Banner, Button, Chip, Dialog, Empty, PageHead, TextAreaField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { PagedRows } from "../app/paged-rows.tsx"
import { sayTimes } from "../app/times.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { InspectDoor, InspectionTabs } from "../doors/inspection-tabs.tsx"
import { problemText } from "../session/problem-text.ts"

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
  const { t, deployment } = useConsole()
  const askAnew = useAskAnew()
  const say = sayTimes(deployment, t.language)
  const [isNoting, setNoting] = useState(false)
  const [finding, setFinding] = useState("")
  const [fault, setFault] = useState<string | null>(null)
  const { id, day, problem, text, place, photo, alike } = inspection
  const title = place === "" ? t("inspections.noPlace") : place
  const close = async () => {
    const done = await call(closeInspection, { params: { id }, body: { finding: finding.trim() } })
    setFault(done.ok ? null : problemText(t, done.problem))
    if (done.ok) setNoting(false)
    askAnew()
  }
  return (
    <section className="list-row roomy" aria-label={title}>
      <div className="grow stack g1">
        <p className="t">{title}</p>
        <p className="d">
          {say.day(day)} · {t(`inspections.problem.${problem}`)}
          {alike > 0 && ` · ${t("inspections.alike", { n: alike })}`}
        </p>
        {/* As text and nothing else: where it leads is never opened from here. */}
        <p className="mono small breaks">{text}</p>
        {photo !== "" && <ReportedPhoto photo={photo} />}
        {fault !== null && <Banner level="fault">{fault}</Banner>}
      </div>
      {inspection.finding === null ? (
        <Button kind="quiet" icon="check" onClick={() => setNoting(true)}>
          {t("inspections.note")}
        </Button>
      ) : (
        <div className="stack g1">
          <Chip tone="ok" icon="check">
            {t("inspections.done")}
          </Chip>
          <p className="d">{inspection.finding}</p>
        </div>
      )}
      <Dialog
        open={isNoting}
        title={t("inspections.note")}
        onClose={() => setNoting(false)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setNoting(false)}>
              {t("action.cancel")}
            </Button>
            <Button disabled={finding.trim().length < 3} onClick={() => void close()}>
              {t("inspections.keep")}
            </Button>
          </>
        }
      >
        {alike > 0 && <p>{t("inspections.answersAll", { n: alike })}</p>}
        <TextAreaField
          label={t("inspections.finding")}
          value={finding}
          onChange={(event) => setFinding(event.currentTarget.value)}
        />
      </Dialog>
    </section>
  )
}

function ReportedPhoto({ photo }: { readonly photo: string }) {
  const { t } = useConsole()
  const base64 = photo.replaceAll("-", "+").replaceAll("_", "/")
  return <img className="reported-photo" alt={t("inspections.photo")} src={`data:image/jpeg;base64,${base64}`} />
}
