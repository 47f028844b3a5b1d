import { formatDay } from "@homesafe/i18n"
import { Banner, Empty, IconButton, LinkButton, Loading } from "@homesafe/ui"
import { useState } from "react"
import { NoticesLink } from "../notices/notices-link.tsx"
import { usePeople } from "../people/use-people.ts"
import { ScanLink } from "../scan/scan-page.tsx"
import { useApp } from "../shell/app-context.ts"
import { ListStatus } from "../shell/list-status.tsx"
import { Page } from "../shell/page.tsx"
import { TwoClocks } from "../start/welcome-page.tsx"
import { Reminders } from "../visit/reminder-banner.tsx"
import { DiarySearch } from "./diary-search.tsx"
import { groupDays } from "./group-days.ts"
import { type DiaryFilter, searchVisits } from "./search-visits.ts"
import { StorageNote, TemporaryDiaryBanner } from "./temporary-diary-banner.tsx"
import { useDiary } from "./use-diary.ts"
import { VisitRow } from "./visit-row.tsx"

// A phone without a network hides the day that has just come of age until a list confirms it: two at most. More means that the
// clock has jumped. Spec §5.
const OFFLINE_HIDDEN_DAYS = 2
const EVERYTHING: DiaryFilter = { words: "", person: "" }

/** The diary: the two clocks, then the days, newest first. */
export function DiaryPage() {
  const { t, overview, go } = useApp()
  const visits = useDiary()
  const people = usePeople()
  const [filter, setFilter] = useState<DiaryFilter | null>(null)
  const day = (at: number) => formatDay(at * 1000, t.language, overview.timeZone)
  const nameOf = (id: string) => people?.find((each) => each.id === id)?.name ?? ""
  const found = searchVisits(visits ?? [], filter ?? EVERYTHING, { dayOf: day, nameOf })
  const isEmpty = visits?.length === 0
  const actions = (
    <>
      {!isEmpty && (
        <IconButton
          icon={filter ? "x" : "search"}
          label={t(filter ? "diary.closeSearch" : "diary.search")}
          onClick={() => setFilter(filter ? null : EVERYTHING)}
        />
      )}
      <IconButton icon="plus" label={t("scan.byHand")} onClick={() => go("/diary/add")} />
    </>
  )
  return (
    <Page title={t("tab.diary")} place="diary" actions={actions}>
      <div className="stack g4">
        {filter && <DiarySearch filter={filter} people={people ?? []} found={found.length} onFilter={setFilter} />}
        {!filter && (
          <>
            <Reminders />
            <TwoClocks />
            <TemporaryDiaryBanner />
            <ListStatus />
          </>
        )}
        {overview.hiddenDays > OFFLINE_HIDDEN_DAYS && (
          <Banner level="caution" title={t("clock.hidden", { n: overview.hiddenDays })}>
            {t("clock.hiddenText")}
          </Banner>
        )}
        {!visits && <Loading text={t("state.loading")} />}
        {isEmpty && (
          <div className="card flush">
            <Empty icon="diary" title={t("diary.empty")} text={t("diary.emptyText")} action={<ScanLink />} />
          </div>
        )}
        {filter && visits && visits.length > 0 && found.length === 0 && (
          <div className="card flush">
            <Empty icon="search" title={t("diary.nothingFound")} text={t("diary.nothingFoundText")} />
          </div>
        )}
        {groupDays(found).map((each) => (
          <section key={each.day} className="stack g2">
            <h2 className="day">
              <span>{each.day === overview.today ? t("diary.today", { day: day(each.at) }) : day(each.at)}</span>
            </h2>
            <ul className="card flush rows">
              {each.visits.map((visit) => (
                <li key={visit.id}>
                  <VisitRow
                    visit={visit}
                    alert={overview.alerts.find(({ id }) => id === visit.alertId)}
                    people={people}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {!filter && (
          <>
            <NoticesLink />
            <LinkButton kind="quiet" wide icon="seal" href="/share">
              {t("diary.haveCode")}
            </LinkButton>
            {visits && visits.length > 0 && (
              <LinkButton kind="quiet" wide icon="save" href="/diary/save">
                {t("export.title")}
              </LinkButton>
            )}
            <StorageNote />
          </>
        )}
      </div>
    </Page>
  )
}
