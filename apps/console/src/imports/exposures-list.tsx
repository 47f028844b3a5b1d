import { type ListedExposureRecord, listListedExposures } from "@homesafe/api"
import { Banner, Chip, Empty, LinkButton, Segmented } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { PagedRows } from "../app/paged-rows.tsx"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { listedTime } from "./listed-time.ts"

const changes = ["matched", "fresh", "corrected", "returned", "gone", "inDoubt", "listed"] as const
const changed = ["name", "start", "end", "address", "district", "seats", "advice", "tier"] as const

/** What an import says of exposures, with the registered venues of the same name. */
export function ExposuresList({ id }: { readonly id: string }) {
  const { t } = useConsole()
  const [change, setChange] = useState<(typeof changes)[number]>("fresh")
  const [page, setPage] = useState(0)
  const list = useCall(listListedExposures, { params: { id }, query: { change, page } })
  return (
    <section className="stack g4" aria-label={t("imports.exposuresTab")}>
      <div className="scroll-x">
        <Segmented
          label={t("imports.changeFilter")}
          options={changes.map((value) => ({ value, label: t(`imports.change.${value}`) }))}
          value={change}
          onChange={(next) => {
            setChange(next)
            setPage(0)
          }}
        />
      </div>
      <div>
        <LinkButton kind="quiet" icon="exposed" href={`/imports/${id}/warn`}>
          {t("many.open")}
        </LinkButton>
      </div>
      {change === "gone" && <Banner level="info">{t("imports.goneText")}</Banner>}
      {change === "inDoubt" && <Banner level="caution">{t("imports.inDoubtText")}</Banner>}
      <Waiting of={list}>
        {({ exposures, total }) => (
          <PagedRows
            items={exposures}
            total={total}
            page={page}
            onPage={setPage}
            empty={<Empty icon="search" title={t("imports.noExposures")} />}
          >
            {(each) => <Exposure exposure={each} />}
          </PagedRows>
        )}
      </Waiting>
    </section>
  )
}

function Exposure({ exposure }: { readonly exposure: ListedExposureRecord }) {
  const { t } = useConsole()
  const { names, remarks, place, kind, seats, start, end, timeZone, advice, fields, before, change, byHand, venues } =
    exposure
  const stay = (from: number, until: number) => listedTime(from, until, t.language, timeZone)
  const words = changed.filter((field) => fields.includes(field)).map((field) => t(`imports.changedField.${field}`))
  return (
    <section className="list-row roomy" aria-label={names[0]?.text ?? ""}>
      <div className="grow stack g1">
        <p className="t">{names.map(({ text }) => text).join(" · ")}</p>
        <p>{stay(start, end)}</p>
        {place !== "" && <p className="d">{place}</p>}
        {seats !== "" && (
          <p className="d">{t("imports.seats", { seats: seats === "*" ? t("imports.allSeats") : seats })}</p>
        )}
        {remarks.length > 0 && <p className="d">{remarks.join(" · ")}</p>}
        {advice !== "" && <p className="d">{advice}</p>}
        {words.length > 0 && <p>{t("imports.changed", { fields: words.join(", ") })}</p>}
        {before && fields.length > 0 && (
          <p className="d">{t("imports.was", { name: before.name, time: stay(before.start, before.end) })}</p>
        )}
        {venues.map((venue) => (
          <p key={venue.id}>
            <Chip tone="ok" icon="store">
              {t("imports.match", { name: nameIn(venue, t.language) })}
            </Chip>
          </p>
        ))}
      </div>
      <div className="row g2 wrap">
        {kind !== "place" && <Chip tone="line">{t(`imports.kind.${kind}`)}</Chip>}
        {byHand && <Chip tone="info">{t("imports.byHand")}</Chip>}
        {exposure.decision !== null && (
          <LinkButton kind="plain" href={`/decisions/${exposure.decision.id}`}>
            {t("many.warned")}
          </LinkButton>
        )}
        {change !== "gone" && exposure.decision === null && (
          <LinkButton kind="plain" href={`/decisions/named/${exposure.id}`}>
            {t("named.take")}
          </LinkButton>
        )}
        <Chip tone={change === "corrected" || change === "inDoubt" ? "caution" : "line"}>
          {t(`imports.change.${change}`)}
        </Chip>
      </div>
    </section>
  )
}
