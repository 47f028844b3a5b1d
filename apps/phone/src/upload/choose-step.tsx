import { splitEntranceName } from "@homesafe/domain"
import { formatDay, formatTime } from "@homesafe/i18n"
import { Banner, Button, Chip, Empty, Loading } from "@homesafe/ui"
import { groupDays } from "../diary/group-days.ts"
import type { VisitView } from "../keeper/views.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { TwoClocks } from "../start/welcome-page.tsx"
import type { ShareProblem } from "./share-page.tsx"

/** The preview: each visit with its own tick, both clocks, the legal basis, and two buttons of the same size. */
export function ChooseStep({
  visits,
  leftOut,
  onTick,
  isSending,
  problem,
  onSend,
  onOtherCode,
  onDecline,
}: {
  readonly visits: readonly VisitView[] | undefined
  readonly leftOut: ReadonlySet<string>
  readonly onTick: (id: string, isChosen: boolean) => void
  readonly isSending: boolean
  readonly problem: ShareProblem | null
  readonly onSend: (ids: readonly string[]) => void
  readonly onOtherCode: () => void
  readonly onDecline: () => void
}) {
  const { t, overview } = useApp()
  const shareable = (visits ?? []).filter((visit) => visit.isShareable)
  const chosen = shareable.filter(({ id }) => !leftOut.has(id))
  const isOpen = (visits ?? []).some((visit) => visit.leftAt === null)
  const authority = sayName(overview.authority, t.language).text
  const dock = (
    <>
      {isSending && (
        <div className="stack g2">
          <p role="status">{t("share.sealing")}</p>
          <progress aria-label={t("share.sealing")} />
        </div>
      )}
      <Button
        wide
        icon="seal"
        busy={isSending}
        aria-disabled={chosen.length === 0}
        onClick={() => chosen.length > 0 && onSend(chosen.map(({ id }) => id))}
      >
        {t("share.send", { n: chosen.length })}
      </Button>
      <Button kind="quiet" wide onClick={onDecline}>
        {t("share.no")}
      </Button>
    </>
  )
  return (
    <Page
      title={t("share.title")}
      back="/diary"
      actions={<span className="small soft num step-of">2 / 3</span>}
      dock={dock}
    >
      <div className="stack g4">
        {problem && (
          <Banner level="fault" title={t(`share.problem.${problem}.title`)}>
            <p>{t(`share.problem.${problem}.text`)}</p>
            {problem === "no-answer-for-this-code" && (
              <p>
                <button type="button" className="link-button" onClick={onOtherCode}>
                  {t("share.otherCode")}
                </button>
              </p>
            )}
          </Banner>
        )}
        <div className="stack g2">
          <p className="lead">{t("share.choose", { n: chosen.length, total: shareable.length, authority })}</p>
          <p className="small soft">{t("share.why")}</p>
        </div>
        {!visits && <Loading text={t("state.loading")} />}
        {visits && shareable.length === 0 && (
          <div className="card flush">
            <Empty icon="diary" title={t("share.nothing")} text={t("share.nothingText")} />
          </div>
        )}
        {isOpen && <Banner level="info" title={t("share.openVisit")} />}
        {groupDays(shareable).map((day) => (
          <section key={day.day} className="stack g2">
            <h2 className="day">
              <span>{formatDay(day.at * 1000, t.language, overview.timeZone)}</span>
              <span className="num">
                {day.visits.filter(({ id }) => !leftOut.has(id)).length} / {day.visits.length}
              </span>
            </h2>
            <ul className="card flush rows">
              {day.visits.map((visit) => (
                <li key={visit.id}>
                  <VisitTick visit={visit} isChosen={!leftOut.has(visit.id)} onTick={onTick} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        <TwoClocks />
        <p className="small soft">{t("share.legal")}</p>
      </div>
    </Page>
  )
}

function VisitTick({
  visit,
  isChosen,
  onTick,
}: {
  readonly visit: VisitView
  readonly isChosen: boolean
  readonly onTick: (id: string, isChosen: boolean) => void
}) {
  const { t, overview } = useApp()
  const name = sayName(visit.names, t.language)
  const { venue, entrance } = splitEntranceName(name.text)
  const time = (at: number) => formatTime(at * 1000, t.language, overview.timeZone)
  const times = `${time(visit.arrivedAt)} – ${time(visit.leftAt ?? visit.leavesAt)}`
  return (
    <label className="redact">
      <span className="t" lang={name.lang}>
        <b>{entrance ? `${venue} · ${entrance}` : venue}</b>
      </span>
      <span className="d small soft num">
        {times}
        {!isChosen && (
          <span className="block">
            <Chip tone="line">{t("share.leftOut")}</Chip>
          </span>
        )}
      </span>
      <input
        type="checkbox"
        checked={isChosen}
        aria-label={t("share.tick", { venue, times })}
        onChange={(event) => onTick(visit.id, event.currentTarget.checked)}
      />
    </label>
  )
}
