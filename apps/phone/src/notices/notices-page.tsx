import { formatDay } from "@homesafe/i18n"
import { loadNamed } from "@homesafe/i18n/named"
import { sayNotice } from "@homesafe/i18n/notice"
import { RETENTION_DAYS, serviceDay, startOfServiceDay } from "@homesafe/protocol"
import { NOTICE_KINDS } from "@homesafe/protocol/visitor"
import { Button, Empty, LinkButton, Loading, SelectField, TextField } from "@homesafe/ui"
import { useState } from "react"
import { ByHandForm } from "../diary/by-hand-form.tsx"
import { useApp } from "../shell/app-context.ts"
import { ListStatus } from "../shell/list-status.tsx"
import { Page } from "../shell/page.tsx"
import { useTexts } from "../shell/use-texts.ts"
import { filterNotices, type NoticeFilter } from "./match-notices.ts"
import { NoticeCard } from "./notice-card.tsx"
import { type KnownNotices, useNotices } from "./use-notices.ts"

const STEP = 20

/** Were you there? The public warnings by name of the newest list, offline, with what this phone's diary says to each. */
export function NoticesPage({ id }: { readonly id: string }) {
  const { t } = useApp()
  const n = useTexts(loadNamed)
  const known = useNotices()
  if (!n) return <Loading text={t("state.loading")} />
  if (id === "add") {
    return (
      <Page title={n("addTitle")} place="diary" back="/diary/notices">
        <ByHandForm
          visit={null}
          trip={{ chip: n("addChip"), what: n("addWhat"), name: n("addName"), after: "/diary/notices" }}
        />
      </Page>
    )
  }
  return (
    <Page title={n("title")} place="diary" back="/diary">
      <div className="stack g4">
        <p className="soft">{n("what")}</p>
        <LinkButton kind="quiet" wide icon="plus" href="/diary/notices#add">
          {n("add")}
        </LinkButton>
        {known === undefined && <Loading text={t("state.loading")} />}
        {known === null && <ListStatus />}
        {known?.found.length === 0 && (
          <div className="card flush">
            <Empty icon="check" title={n("none")} text={n("noneText")} />
          </div>
        )}
        {known && known.found.length > 0 && <NoticeList known={known} />}
      </div>
    </Page>
  )
}

function NoticeList({ known }: { readonly known: KnownNotices }) {
  const { t, overview } = useApp()
  const n = useTexts(loadNamed)
  const [filter, setFilter] = useState<NoticeFilter>({ words: "", kind: "", day: null })
  const [most, setMost] = useState(STEP)
  if (!n) return null
  const { offset, today, timeZone } = overview
  const say = (notice: Parameters<typeof sayNotice>[1]) => sayNotice(t, notice)
  const fitting = filterNotices(
    known.found.map(({ notice }) => notice),
    filter,
    { say, offset },
  )
  const of = new Map(known.found.map((each) => [each.notice.id, each]))
  // What may concern this reader comes first; the rest stays newest first.
  const shown = fitting
    .flatMap(({ id }) => of.get(id) ?? [])
    .sort((a, b) => Number(b.matches.length > 0) - Number(a.matches.length > 0))
  const days = Array.from({ length: RETENTION_DAYS }, (_, ago) => serviceDay(today - ago))
  const dayName = (day: (typeof days)[number]) =>
    formatDay((startOfServiceDay(day, offset) + 43_200) * 1000, t.language, timeZone)
  const change = (part: Partial<NoticeFilter>) => {
    setFilter({ ...filter, ...part })
    setMost(STEP)
  }
  return (
    <>
      <search className="stack g3">
        <TextField
          label={n("search")}
          type="search"
          autoComplete="off"
          value={filter.words}
          onChange={(event) => change({ words: event.currentTarget.value })}
        />
        <SelectField
          label={n("kind")}
          value={filter.kind}
          onChange={(event) => change({ kind: NOTICE_KINDS.find((kind) => kind === event.currentTarget.value) ?? "" })}
        >
          <option value="">{n("everything")}</option>
          {NOTICE_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {n(`kind.${kind}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={n("day")}
          value={filter.day === null ? "" : String(filter.day)}
          onChange={({ currentTarget: { value } }) => change({ day: value === "" ? null : Number(value) })}
        >
          <option value="">{n("allDays")}</option>
          {days.map((day) => (
            <option key={day} value={day}>
              {dayName(day)}
            </option>
          ))}
        </SelectField>
        <p role="status" className="small soft">
          {n("count", { n: shown.length })}
        </p>
      </search>
      <ul className="stack g3 plain">
        {shown.slice(0, most).map((found) => (
          <li key={found.notice.id}>
            <NoticeCard found={found} templates={known.templates} n={n} />
          </li>
        ))}
      </ul>
      {shown.length > most && (
        <Button kind="quiet" wide onClick={() => setMost(most + STEP)}>
          {n("more")}
        </Button>
      )}
    </>
  )
}
