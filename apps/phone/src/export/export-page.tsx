import { formatDay, formatMoment } from "@homesafe/i18n"
import { Banner, Button, Loading, Segmented, SelectField } from "@homesafe/ui"
import { useState } from "react"
import { groupDays } from "../diary/group-days.ts"
import { useDiary } from "../diary/use-diary.ts"
import { nowSeconds } from "../keeper/ask-keeper.ts"
import { usePeople } from "../people/use-people.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { type Choice, chooseVisits, type ExportedVisit } from "./exported-visit.ts"
import { canHandOver, handOver } from "./hand-over.ts"
import { saveBytes } from "./save-bytes.ts"
import { writeCalendar } from "./write-calendar.ts"
import { writeJson } from "./write-json.ts"
import { writeText } from "./write-text.ts"

const FORMS = ["text", "calendar", "json"] as const
type Form = (typeof FORMS)[number]
const FILES = {
  text: { name: "homesafe.txt", type: "text/plain" },
  calendar: { name: "homesafe.ics", type: "text/calendar" },
  json: { name: "homesafe.json", type: "application/json" },
} as const

/** Saves a copy of one visit, a day or everything, after saying what a file is: outside the app's protection. */
export function ExportPage({ id }: { readonly id: string }) {
  const { t, overview, say } = useApp()
  const visits = useDiary()
  const people = usePeople()
  const [form, setForm] = useState<Form>("text")
  const [choice, setChoice] = useState<Choice>(id === "" ? { kind: "all" } : { kind: "visit", id })
  if (!visits) {
    return (
      <Page title={t("export.title")} back="/diary">
        <Loading text={t("state.loading")} />
      </Page>
    )
  }
  const days = groupDays(visits)
  const chosen = chooseVisits(visits, choice, (companion) => people?.find((each) => each.id === companion)?.name)
  const content = contentOf(form, chosen)
  const { name, type } = FILES[form]
  const save = () => {
    saveBytes(name, type, content)
    say(t("export.saved"))
  }
  const choose = (kind: Choice["kind"]) => {
    if (kind === "all") setChoice({ kind })
    else if (kind === "visit") setChoice({ kind, id })
    else setChoice({ kind, day: days[0]?.day ?? 0 })
  }
  const kinds: readonly Choice["kind"][] = id === "" ? ["all", "day"] : ["visit", "day", "all"]
  return (
    <Page title={t("export.title")} back={id === "" ? "/diary" : `/diary/visit#${id}`}>
      <div className="stack g4">
        <div className="stack g1">
          <p className="small soft">{t("export.what")}</p>
          <Segmented
            label={t("export.what")}
            options={kinds.map((kind) => ({ value: kind, label: t(`export.${kind}`) }))}
            value={choice.kind}
            onChange={choose}
          />
        </div>
        {choice.kind === "day" && (
          <SelectField
            label={t("export.chooseDay")}
            value={String(choice.day)}
            onChange={(event) => setChoice({ kind: "day", day: Number(event.currentTarget.value) })}
          >
            {days.map(({ day, at }) => (
              <option key={day} value={day}>
                {formatDay(at * 1000, t.language, overview.timeZone)}
              </option>
            ))}
          </SelectField>
        )}
        <div className="stack g1">
          <p className="small soft">{t("export.form")}</p>
          <Segmented
            label={t("export.form")}
            options={FORMS.map((each) => ({ value: each, label: t(`export.form.${each}`) }))}
            value={form}
            onChange={setForm}
          />
        </div>
        <p role="status">{t("export.preview", { n: chosen.length })}</p>
        <Banner level="caution" title={t("export.warning")}>
          {t("export.warningText")}
        </Banner>
        <div className="stack g2">
          <Button wide big icon="save" disabled={chosen.length === 0} onClick={save}>
            {t("export.save")}
          </Button>
          {canHandOver(name, type) && (
            <Button kind="quiet" wide disabled={chosen.length === 0} onClick={() => void handOver(name, type, content)}>
              {t("export.share")}
            </Button>
          )}
        </div>
      </div>
    </Page>
  )

  function contentOf(wanted: Form, list: readonly ExportedVisit[]): string {
    const nameOf = (visit: ExportedVisit) => sayName(visit.names, t.language).text
    const moment = (at: number) => formatMoment(at * 1000, t.language, overview.timeZone)
    const now = nowSeconds()
    if (wanted === "json") return writeJson(list, now, overview.timeZone)
    if (wanted === "calendar") return writeCalendar(list, now, nameOf)
    return writeText(list, {
      heading: t("export.heading"),
      madeAt: t("export.madeAt", { time: moment(now) }),
      nameOf,
      timeOf: ({ arrivedAt, leftAt }) =>
        leftAt === null
          ? t("export.ongoing", { from: moment(arrivedAt) })
          : t("export.stay", { from: moment(arrivedAt), until: moment(leftAt) }),
      guessed: t("export.guessed"),
      note: t("export.note"),
      with: t("export.with"),
    })
  }
}
