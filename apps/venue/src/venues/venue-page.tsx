import { hasRight, type Venue } from "@homesafe/api"
import { Banner, Button, ErrorState, Facts, LinkButton, ListRow, Loading, PageHead, saveFile } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { formatServiceDay } from "../app/days.ts"
import { langOfName, nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { KeyCard } from "../keys/key-card.tsx"
import { KeyMissing } from "../keys/key-missing.tsx"
import type { KeptKey } from "../keys/key-store.ts"
import { useVenueKey } from "../keys/use-venue-key.ts"
import { NoticesBanner } from "../notices/notices-banner.tsx"
import { YourPlace } from "../people/your-place.tsx"
import { composePoster } from "../posters/compose-poster.ts"
import { makePdf } from "../posters/make-pdf.ts"
import { PrintChoiceFields, usePosterChoice } from "../posters/print-choice.tsx"
import { RequestsBanner } from "../requests/requests-banner.tsx"
import { ScreensLink } from "../screens/screens-link.tsx"
import { ChangeBanner, canChange } from "./change-banner.tsx"
import { ClosedBanner, CloseVenue } from "./closure.tsx"
import { EntranceRow } from "./entrance-row.tsx"
import { RuleHere } from "./rule-here.tsx"
import { StateBanner } from "./state-banner.tsx"
import { useWaitingVenue } from "./use-waiting-venue.ts"
import { VenuePhone } from "./venue-phone.tsx"
import { posterFileName } from "./venue-state.ts"

/** One venue: the state of its code first, then its entrances and posters, then its key. */
export function VenuePage({ id }: { readonly id: string }) {
  const { t } = usePortal()
  const [loaded, reload] = useWaitingVenue(id)
  if (loaded.state === "loading") return <Loading text={t("venue.loading")} lines={6} />
  if (loaded.state === "failed") {
    return (
      <ErrorState
        title={t("level.fault")}
        text={t(`problem.${loaded.problem}`)}
        action={<Button onClick={() => void reload()}>{t("action.retry")}</Button>}
      />
    )
  }
  return <VenueView venue={loaded.value} reload={reload} />
}

function VenueView({ venue, reload }: { readonly venue: Venue; readonly reload: () => Promise<void> }) {
  const { t } = usePortal()
  const [key, lookAgain] = useVenueKey(venue)
  const pdf = usePdf(venue, key ?? null)
  const isUsable = venue.state !== "refused" && venue.closedAt === null && venue.revoked === null
  const canPrint = key != null && venue.codes.length > 0 && isUsable
  const isVehicle = venue.plate !== undefined
  const places = venue.entrances.map((_, place) => place)
  return (
    <>
      <PageHead
        crumbs={<a href={pathOfRoute({ page: "list" })}>{t("nav.venues")}</a>}
        title={nameIn(venue.names, t.language)}
        lang={langOfName(venue.names, t.language)}
        text={t("venue.lead")}
        actions={
          canPrint && (
            <Button icon="save" busy={pdf.making === "all"} onClick={() => void pdf.save(places, "all")}>
              {pdf.making === "all" ? t("poster.making") : t("venue.printAll", { n: places.length })}
            </Button>
          )
        }
      />
      {venue.closedAt === null ? <StateBanner venue={venue} /> : <ClosedBanner venue={venue} onChanged={reload} />}
      {hasRight(venue.role, "answer-requests") && (
        <>
          <RequestsBanner venue={venue} />
          <NoticesBanner venue={venue} />
        </>
      )}
      <ChangeBanner venue={venue} />
      {pdf.failed && (
        <Banner level="fault">{pdf.failed === "bad-code" ? t("poster.badCode") : t("poster.failed")}</Banner>
      )}
      {key === null && <KeyMissing />}
      <section className="card flush" aria-labelledby="entrances">
        <div className="head">
          <h2 id="entrances">{t("venue.entrances", { n: venue.entrances.length })}</h2>
        </div>
        <ul className="rows">
          {places.map((place) => (
            <EntranceRow
              key={place}
              venue={venue}
              entrance={place}
              canPrint={canPrint}
              isMaking={pdf.making === place}
              onPdf={() => void pdf.save([place], place)}
            />
          ))}
        </ul>
      </section>
      {canPrint && (
        <section className="stack g3" aria-labelledby="print">
          <h2 id="print">{t("venue.print")}</h2>
          <PrintChoiceFields category={venue.category} value={pdf.print} onChange={pdf.choosePrint} />
        </section>
      )}
      {key && !isVehicle && <KeyCard venueKey={key} onSaved={() => void lookAgain()} />}
      {canPrint && !isVehicle && venue.state === "reviewed" && <ScreensLink venue={venue} />}
      {canPrint && <NoPrinter venue={venue} onPdf={() => void pdf.save(places, "all")} />}
      <RuleHere venue={venue} />
      {venue.codes.length > 0 && (
        <div className="card flush">
          <ListRow
            icon="records"
            title={t("record.title")}
            text={t("record.linkText")}
            href={pathOfRoute({ page: "record", id: venue.id })}
          />
        </div>
      )}
      <Details venue={venue} />
      <YourPlace venue={venue} />
      {venue.closedAt === null && venue.state !== "submitted" && hasRight(venue.role, "close") && (
        <CloseVenue venue={venue} onChanged={reload} />
      )}
    </>
  )
}

function usePdf(venue: Venue, key: KeptKey | null) {
  const { deployment } = usePortal()
  const [print, choosePrint] = usePosterChoice(venue.plate === undefined ? "A4" : "stickers")
  const [making, setMaking] = useState<number | "all" | null>(null)
  const [failed, setFailed] = useState<"bad-code" | "not-made" | null>(null)
  const save = async (places: readonly number[], what: number | "all") => {
    if (!key || making !== null) return
    setFailed(null)
    setMaking(what)
    const composed = places.map((place) => composePoster(venue, place, key, deployment, print.ruleDay))
    const sheets = composed.flatMap((poster) => (poster.ok ? [poster.sheet] : []))
    const isBad = composed.some((poster) => !poster.ok && poster.problem === "bad-code")
    const made =
      isBad || sheets.length === 0 ? null : await makePdf(`${venue.names.hant} ${venue.names.en}`, sheets, print)
    setMaking(null)
    if (made?.ok) saveFile(posterFileName(venue, what === "all" ? undefined : what), made.pdf)
    else setFailed(isBad ? "bad-code" : "not-made")
  }
  return { making, failed, save, print, choosePrint }
}

function NoPrinter({ venue, onPdf }: { readonly venue: Venue; readonly onPdf: () => void }) {
  const { t } = usePortal()
  return (
    <section className="stack g3" aria-labelledby="no-printer">
      <h2 id="no-printer">{t("venue.noPrinter")}</h2>
      <div className="places">
        <div className="card flush">
          <ListRow
            icon="scan"
            title={t("venue.tablet")}
            text={t("venue.tabletText")}
            href={pathOfRoute({ page: "poster", id: venue.id, entrance: 0 })}
          />
        </div>
        <div className="card flush">
          <ListRow icon="save" title={t("venue.shop")} text={t("venue.shopText")} onClick={onPdf} />
        </div>
      </div>
    </section>
  )
}

function Details({ venue }: { readonly venue: Venue }) {
  const { t, deployment } = usePortal()
  const category = deployment.catalogue.categories.find((entry) => entry.n === venue.category)
  const address = t.language === "en" ? venue.address.en : venue.address.hant
  return (
    <section className="stack g3" aria-labelledby="details">
      <h2 id="details">{t("venue.details")}</h2>
      <div className="card stack g4">
        <Facts
          items={[
            { icon: "pin", term: t("venue.address"), value: address },
            {
              icon: "store",
              term: t("venue.category"),
              value: venue.plate ? t("venue.vehicle") : category ? nameIn(category, t.language) : venue.category,
            },
            { icon: "records", term: t("venue.number"), value: venue.registerNumber },
            ...(venue.restaurantType
              ? [
                  {
                    icon: "list" as const,
                    term: t("new.restaurantType"),
                    value: t("new.restaurantTypeN", { type: venue.restaurantType }),
                  },
                ]
              : []),
            ...(venue.lastDay === undefined
              ? []
              : [
                  {
                    icon: "clock" as const,
                    term: t("new.until"),
                    value: formatServiceDay(venue.lastDay, t.language),
                  },
                ]),
            { icon: "clock", term: t("venue.firstDay"), value: formatServiceDay(venue.notBefore, t.language) },
          ]}
        />
        {hasRight(venue.role, "change") && <VenuePhone venue={venue} />}
        <p className="small soft">{t("venue.detailsOnly")}</p>
        {canChange(venue) && (
          <p>
            <LinkButton kind="quiet" href={pathOfRoute({ page: "change", id: venue.id })}>
              {t("change.title")}
            </LinkButton>
          </p>
        )}
      </div>
    </section>
  )
}
