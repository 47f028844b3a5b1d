import { getImport, type ImportSummary, type ReplyOf } from "@homesafe/api"
import { codeWords } from "@homesafe/i18n/console"
import { Banner, PageHead, Segmented } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { ExposuresList } from "./exposures-list.tsx"
import { RowsList } from "./rows-list.tsx"
import { SaveReport } from "./save-report.tsx"
import { sourceName } from "./source-name.ts"

/** The report of one import: its file, its rows, and what it says of exposures. */
export function ImportPage({ id, isKnown }: { readonly id: string; readonly isKnown: boolean }) {
  const { t } = useConsole()
  const found = useCall(getImport, { params: { id } })
  return (
    <div className="stack g5">
      <Waiting of={found}>
        {(value) => (
          <>
            <PageHead
              title={sourceName(t, value.import)}
              text={<bdi>{value.import.fileName}</bdi>}
              actions={
                value.import.refusal ? undefined : (
                  <SaveReport id={id} head={value.head} fileName={value.import.fileName} />
                )
              }
            />
            {isKnown && <Banner level="info">{t("imports.known")}</Banner>}
            <About summary={value.import} />
            {value.import.refusal === null && <Report id={id} value={value} />}
          </>
        )}
      </Waiting>
    </div>
  )
}

function About({ summary }: { readonly summary: ImportSummary }) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const { officer, at, hash, rows, exposures, refusal, timeZone, otherSheets } = summary
  return (
    <section className="card stack g2">
      <p className="soft">
        {t("imports.by", { officer, time: say.moment(at) })}
        {timeZone !== null && ` · ${t("imports.zone", { zone: timeZone })}`}
      </p>
      {refusal === null ? (
        <>
          <p>
            <b>{t("imports.counts", rows)}</b> <span className="soft">{t("imports.handled", { n: rows.handled })}</span>
          </p>
          <p>{t("imports.compared", exposures)}</p>
          {rows.above + rows.blank > 0 && <p className="small soft">{t("imports.aside", rows)}</p>}
          {otherSheets !== "" && <Banner level="caution">{t("imports.otherSheets", { names: otherSheets })}</Banner>}
        </>
      ) : (
        <Banner level="fault" title={t("imports.refusedTitle")}>
          {codeWords(t, "refusal", refusal.reason)}{" "}
          {refusal.offset > 0 && t("imports.offset", { offset: refusal.offset })} {t("imports.refusedKept")}
        </Banner>
      )}
      <p className="small soft break">{t("imports.hash", { hash })}</p>
    </section>
  )
}

function Report({ id, value }: { readonly id: string; readonly value: ReplyOf<typeof getImport> }) {
  const { t } = useConsole()
  const [tab, setTab] = useState<"rows" | "exposures">("rows")
  return (
    <>
      <Segmented
        label={t("imports.past")}
        options={[
          { value: "rows", label: t("imports.rowsTab") },
          { value: "exposures", label: t("imports.exposuresTab") },
        ]}
        value={tab}
        onChange={setTab}
      />
      {tab === "rows" ? (
        <RowsList id={id} head={value.head} waiting={value.waiting} zone={value.import.timeZone ?? "UTC"} />
      ) : (
        <ExposuresList id={id} />
      )}
    </>
  )
}
