import type { GenuineCode } from "@homesafe/protocol/officer"
import { Banner, Facts } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { nameIn, textIn } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"
import type { PosterAtDoor, VenueAtDoor } from "./judge-door.ts"

/** Which venue it is, and what its poster is worth today. */
export function PosterFacts({
  found,
  code,
  poster,
}: {
  readonly found: VenueAtDoor
  readonly code: GenuineCode | null
  readonly poster: PosterAtDoor | null
}) {
  const { t, deployment, catalogue } = useConsole()
  const { venue } = found
  const category = catalogue.categories.find(({ n }) => n === venue.category)
  const say = sayTimes(deployment, t.language)
  return (
    <section className="card stack g4" aria-labelledby="door">
      <h2 id="door" tabIndex={-1}>
        {nameIn(venue.names, t.language)}
      </h2>
      {poster && (
        <Banner
          level={poster.state === "works" && poster.finding === "displayed" ? "corrected" : "caution"}
          icon={poster.state === "works" && poster.finding === "displayed" ? "check" : "caution"}
          title={t(`door.finding.${poster.finding}`)}
        >
          {t(`door.state.${poster.state}`)}
        </Banner>
      )}
      <Facts
        items={[
          {
            icon: "pin",
            term: t("door.address"),
            value: t.language === "en" ? venue.address.en : venue.address.hant,
          },
          {
            icon: "store",
            term: t("door.category"),
            value: venue.plate ? t("venues.vehicle") : category ? textIn(category, t.language) : venue.category,
          },
          { icon: "records", term: t("door.number"), value: venue.registerNumber },
          ...(code
            ? [
                { icon: "scan" as const, term: t("door.says"), value: nameIn(code.names, t.language) },
                {
                  icon: "clock" as const,
                  term: t("door.days"),
                  value: t("door.fromUntil", {
                    from: say.date(code.header.notBefore),
                    until: say.date(code.header.notAfter),
                  }),
                },
              ]
            : []),
        ]}
      />
    </section>
  )
}
