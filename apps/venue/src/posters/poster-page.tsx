import type { CallProblem, Venue } from "@homesafe/api"
import { Banner, Button, Icon, LinkButton, PageHead, saveFile } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { KeyMissing } from "../keys/key-missing.tsx"
import { useVenueKey } from "../keys/use-venue-key.ts"
import { LoadVenue } from "../venues/load-venue.tsx"
import { posterFileName, versionOfEntrance } from "../venues/venue-state.ts"
import { composePoster } from "./compose-poster.ts"
import { FullScreen } from "./full-screen.tsx"
import { makePdf } from "./make-pdf.ts"
import { Sheet } from "./poster-sheet.tsx"
import { PrintChoiceFields, usePosterChoice } from "./print-choice.tsx"

/** One entrance's poster: the sheet, its PDF, and where to put it. */
export function PosterPage({ id, entrance }: { readonly id: string; readonly entrance: number }) {
  return <LoadVenue id={id}>{(venue) => <Poster venue={venue} entrance={entrance} />}</LoadVenue>
}

function Poster({ venue, entrance }: { readonly venue: Venue; readonly entrance: number }) {
  const { t, deployment } = usePortal()
  const [key] = useVenueKey(venue)
  const [isFull, setFull] = useState(false)
  const [choice, setChoice] = usePosterChoice()
  const [isMaking, setMaking] = useState(false)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const door = venue.entrances[entrance]
  const doorName = door?.names ? nameIn(door.names, t.language) : nameIn(venue.names, t.language)
  const composed = key ? composePoster(venue, entrance, key, deployment, choice.ruleDay) : null
  const save = async () => {
    if (!composed?.ok) return
    setProblem(null)
    setMaking(true)
    const made = await makePdf(`${venue.names.hant} ${venue.names.en}`, [composed.sheet], choice)
    setMaking(false)
    if (made.ok) saveFile(posterFileName(venue, entrance), made.pdf)
    else setProblem(made.problem)
  }
  return (
    <>
      <div className="no-print">
        <PageHead
          crumbs={<a href={pathOfRoute({ page: "venue", id: venue.id })}>{t("venue.title")}</a>}
          title={t("poster.title", { entrance: doorName })}
          actions={
            composed?.ok && (
              <>
                <Button kind="quiet" icon="eye" onClick={() => setFull(true)}>
                  {t("poster.fullScreen")}
                </Button>
                <Button kind="quiet" icon="print" onClick={() => print()}>
                  {t("action.print")}
                </Button>
                <Button icon="save" busy={isMaking} onClick={() => void save()}>
                  {isMaking ? t("poster.making") : t("poster.save")}
                </Button>
              </>
            )
          }
        />
      </div>
      {problem && (
        <Banner level="fault" title={t("poster.failed")}>
          {t(`problem.${problem}`)}
        </Banner>
      )}
      {key === null && <KeyMissing />}
      {composed?.ok === false &&
        (composed.problem === "bad-code" ? (
          <Banner level="fault">{t("poster.badCode")}</Banner>
        ) : (
          <Banner level="info">{t("venue.waiting")}</Banner>
        ))}
      {composed?.ok && (
        <div className="poster-and-advice">
          <div className="sheet-frame">
            <Sheet sheet={composed.sheet} label={t("poster.preview")} codeLabel={t("poster.code")} />
          </div>
          <div className="stack g5 no-print">
            <section className="stack g3" aria-labelledby="print">
              <h2 id="print">{t("venue.print")}</h2>
              <PrintChoiceFields category={venue.category} value={choice} onChange={setChoice} />
            </section>
            <Advice hasCode={composed.sheet.code !== null} isNewer={versionOfEntrance(venue, entrance) > 1} />
            {composed.sheet.code !== null && (
              <p>
                <LinkButton kind="quiet" icon="photo" href={pathOfRoute({ page: "test", id: venue.id, entrance })}>
                  {t("test.title")}
                </LinkButton>
              </p>
            )}
          </div>
        </div>
      )}
      {isFull && composed?.ok && <FullScreen sheet={composed.sheet} onClose={() => setFull(false)} />}
    </>
  )
}

function Advice({ hasCode, isNewer }: { readonly hasCode: boolean; readonly isNewer: boolean }) {
  const { t } = usePortal()
  const rows = [
    ["people", "poster.where1"],
    ["pin", "poster.where2"],
    ["torch", "poster.where3"],
    ["hand", "poster.where4"],
    ["scan", "poster.where5"],
  ] as const
  return (
    <section className="stack g5" aria-labelledby="where">
      <h2 id="where">{t("poster.where")}</h2>
      <ul className="card stack g4">
        {(hasCode ? rows : rows.slice(0, 2)).map(([icon, key]) => (
          <li key={key} className="row g3 top">
            <span className="soft">
              <Icon name={icon} />
            </span>
            <span>{t(key)}</span>
          </li>
        ))}
      </ul>
      {hasCode && <Banner level="caution">{t("poster.secretText")}</Banner>}
      {isNewer && (
        <Banner level="info" title={t("poster.replaceTitle")}>
          {t("poster.replaceText")}
        </Banner>
      )}
    </section>
  )
}
