import type { Venue } from "@homesafe/api"
import { Banner, Button, Progress, saveFile } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { type ManyProblem, type ManyProgress, makeManyPdf } from "./make-many.ts"
import { PrintChoiceFields, usePosterChoice } from "./print-choice.tsx"

/** One PDF with all posters of these venues, drawn in this browser, with its progress. */
export function AllPosters({ venues }: { readonly venues: readonly Venue[] }) {
  const { t, deployment } = usePortal()
  const [print, choosePrint] = usePosterChoice()
  const [progress, setProgress] = useState<ManyProgress | null>(null)
  const [problem, setProblem] = useState<ManyProblem | null>(null)
  const count = venues.reduce((sum, venue) => sum + venue.entrances.length, 0)
  const save = async () => {
    if (progress) return
    setProblem(null)
    const made = await makeManyPdf(venues, deployment, print, setProgress)
    setProgress(null)
    if (made.ok) saveFile("homesafe-posters.pdf", made.pdf)
    else setProblem(made.problem)
  }
  return (
    <section className="stack g3" aria-labelledby="all-posters">
      <h2 id="all-posters">{t("all.title")}</h2>
      <PrintChoiceFields value={print} onChange={choosePrint} />
      {problem && <Banner level="fault">{sayProblem(problem)}</Banner>}
      <p>
        <Button icon="save" busy={progress !== null} onClick={() => void save()}>
          {progress ? t("poster.making") : t("all.save", { n: count })}
        </Button>
      </p>
      {progress && (
        <div role="status">
          <Progress label={t("poster.making")} value={progress.done} max={progress.of} />
          <p className="small soft">{t(`all.${progress.step}`, { done: progress.done, of: progress.of })}</p>
        </div>
      )}
      <p className="small soft">{t("all.note")}</p>
    </section>
  )
  function sayProblem(found: ManyProblem): string {
    if (found === "bad-code") return t("poster.badCode")
    return found === "nothing" ? t("all.nothing") : t(`problem.${found}`)
  }
}
