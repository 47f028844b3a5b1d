import { type CaseRecord, type CaseVisit, getCase } from "@homesafe/api"
import { formatDate } from "@homesafe/i18n"
import { Banner, Card, Facts, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { UploadCode } from "../codes/upload-code.tsx"
import { ProposalForm } from "../decisions/proposal-form.tsx"
import { MissingKey } from "../session/missing-key.tsx"
import { CaseVisits } from "./case-visits.tsx"
import { diseaseName } from "./diseases.ts"
import { uploadWords } from "./upload-words.ts"

/** One case: who it is by number, its upload code, its visits, and a warning proposed from one of them. */
export function CasePage({ id }: { readonly id: string }) {
  const { t, catalogue } = useConsole()
  const found = useCall(getCase, { params: { id } })
  const [proposing, setProposing] = useState<CaseVisit | null>(null)
  return (
    <Waiting of={found}>
      {(theCase) => (
        <div className="stack g5">
          <PageHead
            crumbs={<a href="/cases">{t("cases.title")}</a>}
            title={`${t("case.number", { number: theCase.number })} · ${diseaseName(t, catalogue, theCase.pathogen)}`}
            text={uploadWords(t, theCase)}
          />
          <MissingKey />
          {proposing ? (
            <ProposalForm theCase={theCase} visit={proposing} onDone={() => setProposing(null)} />
          ) : (
            <>
              <CaseFacts theCase={theCase} />
              {theCase.uploadReason !== null && <Banner level="caution">{theCase.uploadReason}</Banner>}
              {theCase.upload === "opened" && <CaseVisits theCase={theCase} onPropose={setProposing} />}
              <UploadCode theCase={theCase} />
            </>
          )}
        </div>
      )}
    </Waiting>
  )
}

function CaseFacts({ theCase }: { readonly theCase: CaseRecord }) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  return (
    <Card>
      <Facts
        items={[
          {
            icon: "clock",
            term: t("case.infectious"),
            value: `${say.day(theCase.infectiousFrom)} – ${say.day(theCase.infectiousUntil)}`,
          },
          { icon: "check", term: t("case.tested"), value: say.day(theCase.tested) },
          {
            icon: "info",
            term: t("case.onset"),
            value: theCase.onset === null ? t("case.onsetNone") : say.day(theCase.onset),
          },
          {
            icon: "people",
            term: t("case.openedBy", { name: theCase.openedBy, time: say.moment(theCase.openedAt) }),
            value: t("case.keptUntil", { date: formatDate(Date.parse(theCase.keptUntil), t.language, "UTC") }),
          },
        ]}
      />
    </Card>
  )
}
