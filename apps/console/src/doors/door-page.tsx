import { type CallProblem, call, getVenueAtDoor } from "@homesafe/api"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { type GenuineCode, type PosterProblem, readPoster } from "@homesafe/protocol/officer"
import { Banner, PageHead } from "@homesafe/ui"
import { PhotoField, type PhotoProblem } from "@homesafe/ui/scan"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { problemText } from "../session/problem-text.ts"
import { FindingForm } from "./finding-form.tsx"
import { judgeDoor, type VenueAtDoor } from "./judge-door.ts"
import { PickVenue } from "./pick-venue.tsx"
import { PosterFacts } from "./poster-facts.tsx"
import { WantedKeys } from "./wanted-keys.tsx"

type Step =
  | { readonly at: "start" }
  | { readonly at: "unread"; readonly problem: PhotoProblem | PosterProblem }
  | { readonly at: "failed"; readonly problem: CallProblem }
  | { readonly at: "door"; readonly found: VenueAtDoor; readonly code: GenuineCode | null }
  | { readonly at: "kept"; readonly name: string }

/** An inspector before a door: a photo of the poster, or the venue's name where there is none to read. */
export function DoorPage() {
  const { t, trust } = useConsole()
  const [step, setStep] = useState<Step>({ at: "start" })
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000)), trust.offset)
  const go = async (query: { commit: string } | { venue: string }, code: GenuineCode | null) => {
    const found = await call(getVenueAtDoor, { query })
    setStep(found.ok ? { at: "door", found: found.value, code } : { at: "failed", problem: found.problem })
    // The heading of what was found, for whoever cannot see that the page has changed.
    if (found.ok) requestAnimationFrame(() => document.getElementById("door")?.focus())
  }
  const read = (text: string) => {
    const poster = readPoster(text, trust)
    if (poster.ok) void go({ commit: poster.value.commit }, poster.value)
    else setStep({ at: "unread", problem: poster.problem })
  }
  const words = {
    file: t("photo.file"),
    hint: t("photo.hint"),
    choose: t("file.choosePhoto"),
    take: t("photo.take"),
    reading: t("photo.reading"),
    stays: t("photo.stays"),
  }
  return (
    <div className="stack g5">
      <PageHead
        crumbs={<a href="/inspections/doors">{t("doors.title")}</a>}
        title={t("door.title")}
        text={t("door.text")}
      />
      <div role="status">
        {step.at === "kept" && (
          <Banner level="corrected" icon="check">
            {t("door.kept", { venue: step.name })}
          </Banner>
        )}
        {step.at === "unread" && (
          <Banner level="caution" title={t(`door.problem.${step.problem}`)}>
            {t(`door.problemText.${step.problem}`)}
          </Banner>
        )}
        {step.at === "failed" && (
          <Banner level="fault">
            {step.problem === "not-found" ? t("door.unknown") : problemText(t, step.problem)}
          </Banner>
        )}
      </div>
      {step.at === "door" ? (
        <>
          <PosterFacts
            found={step.found}
            code={step.code}
            poster={step.code && judgeDoor(step.code, step.found, today)}
          />
          <FindingForm
            key={step.found.venue.id}
            found={step.found}
            poster={step.code && judgeDoor(step.code, step.found, today)}
            onKept={(name) => setStep({ at: "kept", name })}
            onLeave={() => setStep({ at: "start" })}
          />
          {step.code && step.found.wanted.length > 0 && <WantedKeys found={step.found} code={step.code} />}
        </>
      ) : (
        <>
          <section className="card stack g4 narrow" aria-labelledby="with-poster">
            <h2 id="with-poster">{t("door.withPoster")}</h2>
            <PhotoField words={words} onText={read} onProblem={(problem) => setStep({ at: "unread", problem })} />
          </section>
          <PickVenue onPick={({ id }) => void go({ venue: id }, null)} />
        </>
      )}
    </div>
  )
}
