import type { Diligence, Venue } from "@homesafe/api"
import { Button, Chip, LinkButton } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { formatServiceDay } from "../app/days.ts"
import { pathOfRoute } from "../app/route.ts"
import { codeOfEntrance } from "../venues/venue-state.ts"
import { doorName } from "./write-record.ts"

/** Each door: what an inspector last found, when the venue itself last looked, and the ways to look again. */
export function DoorChecks({
  venue,
  diligence,
  today,
  onNote,
}: {
  readonly venue: Venue
  readonly diligence: Diligence
  readonly today: number
  readonly onNote: (entrance: number) => void
}) {
  const { t } = usePortal()
  const say = (day: number) => formatServiceDay(day, t.language)
  return (
    <section className="stack g3" aria-labelledby="doors">
      <h2 id="doors">{t("record.doors")}</h2>
      <ul className="card flush rows">
        {venue.entrances.map((_, place) => {
          const name = doorName(t, venue, place)
          // Newest first, as both lists come; a visit to the whole venue is a visit to each of its doors.
          const found = diligence.inspections.find(({ entrance }) => entrance === place || entrance === null)
          const own = diligence.checks.find(({ entrance }) => entrance === place)
          const code = codeOfEntrance(venue, place)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a door is its place.
            <li key={place} className="list-row roomy">
              <div className="grow stack g1">
                <p className="t">{name}</p>
                <p className="d">
                  {found ? t("record.lastSeen", { date: say(found.day) }) : t("record.neverSeen")}{" "}
                  {found && (
                    <Chip tone={found.finding === "displayed" ? "ok" : "caution"}>
                      {t(`record.finding.${found.finding}`)}
                    </Chip>
                  )}
                </p>
                <p className="d">
                  {own
                    ? t("record.lastOwn", { date: say(own.day), what: t(`record.check.${own.kind}`) })
                    : t("record.noOwn")}
                </p>
                {found && found.finding !== "displayed" && <p className="d">{t(`record.todo.${found.finding}`)}</p>}
              </div>
              {code && venue.closedAt === null && (
                <div className="row wrap g2">
                  <Button
                    kind="quiet"
                    icon="check"
                    disabled={own?.kind === "displayed" && own.day === today}
                    aria-label={t("record.hangsAt", { entrance: name })}
                    onClick={() => onNote(place)}
                  >
                    {t("record.hangs")}
                  </Button>
                  <LinkButton
                    kind="quiet"
                    icon="photo"
                    aria-label={t("venue.testOf", { entrance: name })}
                    href={pathOfRoute({ page: "test", id: venue.id, entrance: place })}
                  >
                    {t("venue.test")}
                  </LinkButton>
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
