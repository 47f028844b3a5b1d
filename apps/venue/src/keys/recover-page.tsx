import { call, listVenues } from "@homesafe/api"
import { readPoster } from "@homesafe/protocol/venue"
import { Banner, FileField, PageHead } from "@homesafe/ui"
import { PhotoField, type PhotoProblem } from "@homesafe/ui/scan"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { photoWords } from "../posters/photo-words.ts"
import { findKey, keepKey } from "./key-store.ts"
import { readRecoveryFile } from "./read-recovery-file.ts"

type Outcome =
  | { readonly state: "none" | "bad" | "other-deployment" }
  | { readonly state: "poster-refused"; readonly text: string }
  | { readonly state: "done"; readonly name: string }

/** Brings a venue's key into this browser, from its recovery file or from a photo of its poster; neither leaves it. */
export function RecoverPage() {
  const { t, deployment } = usePortal()
  const [outcome, setOutcome] = useState<Outcome>({ state: "none" })
  const open = async (file: File) => {
    // A recovery file is a few hundred bytes; anything long is something else.
    const read = readRecoveryFile(file.size > 10_000 ? "" : await file.text(), deployment.dep)
    if (!read.ok) return setOutcome({ state: read.problem })
    await keepKey(read.value)
    setOutcome({ state: "done", name: read.value.name })
  }
  const refusePoster = (text: string) => setOutcome({ state: "poster-refused", text })
  const openPoster = async (text: string) => {
    const read = readPoster(text, deployment.trust)
    if (!read.ok) return refusePoster(t("recover.notGenuine"))
    const { commit, venueKey, header } = read.value
    const own = await call(listVenues)
    if (!own.ok) return refusePoster(t(`problem.${own.problem}`))
    // The commitment says whose key it is: a poster of another venue would bring a key that prints nothing here.
    const venue = own.value.venues.find((each) => each.commit === commit)
    if (!venue) return refusePoster(t("recover.notYours"))
    const name = `${venue.names.hant} ${venue.names.en}`
    const kept = await findKey(commit)
    const isSaved = kept?.isSaved ?? false
    await keepKey({ commit, dep: deployment.dep, venueKey, notBefore: header.notBefore, name, isSaved })
    setOutcome({ state: "done", name })
  }
  const errors = { bad: t("recover.bad"), "other-deployment": t("recover.otherDeployment") }
  const error = outcome.state === "bad" || outcome.state === "other-deployment" ? errors[outcome.state] : undefined
  return (
    <>
      <PageHead title={t("recover.title")} text={t("recover.lead")} />
      <div className="form card">
        <FileField
          label={t("recover.file")}
          hint={t("recover.fileHint")}
          error={error}
          choose={t("file.choose")}
          accept="application/json,.json"
          onFile={(file) => void open(file)}
        />
      </div>
      <section className="form card stack g3" aria-labelledby="by-poster">
        <h2 id="by-poster">{t("recover.poster")}</h2>
        <p>{t("recover.posterText")}</p>
        <PhotoField
          words={photoWords(t)}
          onText={(text) => void openPoster(text)}
          onProblem={(problem: PhotoProblem) => refusePoster(t(`photo.${problem}`))}
        />
      </section>
      {outcome.state === "poster-refused" && (
        <Banner level="fault" title={t("level.fault")}>
          {outcome.text}
        </Banner>
      )}
      <div role="status">
        {outcome.state === "done" && (
          <Banner level="corrected" icon="check">
            {t("recover.done", { venue: outcome.name })}
          </Banner>
        )}
      </div>
    </>
  )
}
