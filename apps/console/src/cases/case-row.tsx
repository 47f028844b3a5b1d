import type { CaseRecord } from "@homesafe/api"
import { Chip } from "@homesafe/ui"
import { areaName } from "../app/area-names.ts"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { diseaseName } from "./diseases.ts"
import { uploadWords } from "./upload-words.ts"

/** A case as a line of a list. */
export function CaseRow({ theCase }: { readonly theCase: CaseRecord }) {
  const { t, deployment, catalogue } = useConsole()
  const say = sayTimes(deployment, t.language)
  const { id, number, pathogen, tested, openedBy, openedAt, upload, merged, area } = theCase
  return (
    <a className="list-row roomy" href={`/cases/${id}`}>
      <span className="grow">
        <span className="t">
          {t("case.number", { number })} · {diseaseName(t, catalogue, pathogen)}
        </span>
        <br />
        <span className="d">
          {area !== null && `${areaName(t, area)} · `}
          {t("cases.testedOn", { day: say.date(tested) })} ·{" "}
          {t("case.openedBy", { name: openedBy, time: say.moment(openedAt) })}
        </span>
      </span>
      {merged ? (
        <Chip tone="line">{t("case.mergedInto", { number: merged.into.number })}</Chip>
      ) : (
        <Chip tone={upload === "opened" ? "ok" : "info"}>{uploadWords(t, theCase)}</Chip>
      )}
    </a>
  )
}
