import { call, listVenues, noteCheck, type Venue } from "@homesafe/api"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { Banner } from "@homesafe/ui"
import { PhotoField, type PhotoProblem } from "@homesafe/ui/scan"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { formatServiceDay } from "../app/days.ts"
import { nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { judgePoster, type PosterVerdict } from "./judge-poster.ts"
import { photoWords } from "./photo-words.ts"

type Result = PosterVerdict | { readonly verdict: "unread"; readonly problem: PhotoProblem }

/** Reads a photo of the poster that hangs at a door, and says whether it is the right one. */
export function TestPoster({ venue, entrance }: { readonly venue: Venue; readonly entrance: number }) {
  const { t, deployment } = usePortal()
  const [result, setResult] = useState<Result | null>(null)
  const judge = async (text: string) => {
    // The operator's other venues, to name them; offline, this one is enough to judge.
    const others = await call(listVenues)
    const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000)), deployment.trust.offset)
    const verdict = judgePoster(
      text,
      { venue, entrance, venues: others.ok ? others.value.venues : [] },
      deployment,
      today,
    )
    setResult(verdict)
    // The venue's record: the poster was read at this door. What the photo shows is not part of it.
    if (verdict.verdict === "right")
      await call(noteCheck, { params: { id: venue.id }, body: { kind: "tested", entrance } })
  }
  return (
    <section className="form card stack g4" aria-label={t("test.title")}>
      <p>{t("test.lead")}</p>
      <PhotoField
        words={photoWords(t)}
        onText={(text) => void judge(text)}
        onProblem={(problem) => setResult({ verdict: "unread", problem })}
      />
      <div role="status">{result && <Verdict result={result} />}</div>
    </section>
  )
}

function Verdict({ result }: { readonly result: Result }) {
  const { t } = usePortal()
  switch (result.verdict) {
    case "right":
    case "older":
    case "ended": {
      const date = formatServiceDay(result.lastDay, t.language)
      const level = result.verdict === "right" ? "corrected" : "caution"
      return (
        <Banner level={level} icon={level === "corrected" ? "check" : "caution"} title={t(`test.${result.verdict}`)}>
          <p>{t(`test.${result.verdict}Text`, { date })}</p>
          {result.isProvisional && result.verdict !== "ended" && <p>{t("test.provisional")}</p>}
          {result.verdict === "right" && <p className="small">{t("test.noted")}</p>}
        </Banner>
      )
    }
    case "other-entrance": {
      const { venue, entrance } = result
      const door = entrance === null ? null : (venue.entrances[entrance]?.names ?? null)
      const name = [nameIn(venue.names, t.language), ...(door ? [nameIn(door, t.language)] : [])].join(" · ")
      return (
        <Banner level="caution" title={t("test.otherEntrance")}>
          <p>
            {t("test.otherEntranceText", { name })}{" "}
            <a href={pathOfRoute({ page: "venue", id: venue.id })}>{t("venue.title")}</a>
          </p>
        </Banner>
      )
    }
    case "other-venue":
      return (
        <Banner level="fault" title={t("test.otherVenue")}>
          <p>
            {t("test.otherVenueText")} <bdi>{nameIn(result.names, t.language)}</bdi>
          </p>
        </Banner>
      )
    case "unread":
      return (
        <Banner level="caution" title={t("test.unread")}>
          {t(`photo.${result.problem}`)}
        </Banner>
      )
    default:
      return (
        <Banner level="fault" title={t("test.foreign")}>
          {t(`test.${result.verdict}`)}
        </Banner>
      )
  }
}
