import type { Venue } from "@homesafe/api"
import { Button, Chip, LinkButton, makeQrSymbol, qrPath } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { formatServiceDay } from "../app/days.ts"
import { langOfName, nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { codeOfEntrance, isNeverGate, versionOfEntrance } from "./venue-state.ts"

/** One door: whether its poster is ready, its version and end, and the ways to print it. */
export function EntranceRow({
  venue,
  entrance,
  canPrint,
  isMaking,
  onPdf,
}: {
  readonly venue: Venue
  readonly entrance: number
  readonly canPrint: boolean
  readonly isMaking: boolean
  readonly onPdf: () => void
}) {
  const { t, deployment } = usePortal()
  const door = venue.entrances[entrance]
  const code = codeOfEntrance(venue, entrance)
  const hasCode = !isNeverGate(deployment.catalogue, venue.category)
  const name = door?.names ? nameIn(door.names, t.language) : t("venue.mainEntrance")
  return (
    <li className="entrance">
      <span className="thumb" aria-hidden="true">
        {hasCode && <ThumbCode />}
      </span>
      <div className="stack g1">
        <div className="row g2 wrap">
          <h3 lang={door?.names ? langOfName(door.names, t.language) : undefined}>{name}</h3>
          {door?.staffOnly && <Chip tone="line">{t("venue.staffOnly")}</Chip>}
          {venue.closedAt !== null || venue.revoked !== null ? null : code ? (
            <Chip tone="ok" icon="check">
              {t("venue.ready")}
            </Chip>
          ) : (
            <Chip icon="clock">{t("venue.waiting")}</Chip>
          )}
        </div>
        {code && (
          <>
            <p className="small soft">
              {t("venue.version", { version: versionOfEntrance(venue, entrance), kind: t(`state.${code.kind}`) })}
            </p>
            <p className="small">{t("venue.codeEnds", { date: formatServiceDay(code.header.notAfter, t.language) })}</p>
          </>
        )}
      </div>
      {canPrint && code && (
        <div className="row g2 act wrap">
          <LinkButton
            kind="quiet"
            icon="eye"
            aria-label={t("venue.posterOf", { entrance: name })}
            href={pathOfRoute({ page: "poster", id: venue.id, entrance })}
          >
            {t("venue.poster")}
          </LinkButton>
          <Button
            kind="quiet"
            icon="save"
            busy={isMaking}
            aria-label={t("venue.pdfOf", { entrance: name })}
            onClick={onPdf}
          >
            {t("venue.pdf")}
          </Button>
          {hasCode && (
            <LinkButton
              kind="quiet"
              icon="photo"
              aria-label={t("venue.testOf", { entrance: name })}
              href={pathOfRoute({ page: "test", id: venue.id, entrance })}
            >
              {t("venue.test")}
            </LinkButton>
          )}
        </div>
      )}
    </li>
  )
}

// A picture of a poster, not the poster: its code is the portal's own address and holds nothing of the venue.
const picture = makeQrSymbol({ bytes: location.origin })
const picturePath = qrPath(picture)

function ThumbCode() {
  return (
    <svg viewBox={`0 0 ${picture.size} ${picture.size}`} aria-hidden="true">
      <path d={picturePath} />
    </svg>
  )
}
