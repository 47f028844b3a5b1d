import { type CaseRecord, getCase, getToday } from "@homesafe/api"
import { formatDate } from "@homesafe/i18n"
import { Banner, Card, Facts, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { UploadCode } from "../codes/upload-code.tsx"
import { ProposalForm } from "../decisions/proposal-form.tsx"
import { InterviewPart } from "../interviews/interview-part.tsx"
import { CaseHold } from "../retention/case-hold.tsx"
import { MissingKey } from "../session/missing-key.tsx"
import { CaseArea } from "./case-area.tsx"
import { MergeCase } from "./case-duplicates.tsx"
import { CasePeriod } from "./case-period.tsx"
import { CaseProfile } from "./case-profile.tsx"
import { CaseState, CaseWork, isCaseOpen } from "./case-state.tsx"
import { CaseVisits, type OnPropose } from "./case-visits.tsx"
import { diseaseName } from "./diseases.ts"
import { useKnownVisits } from "./known-visits.ts"
import { uploadReasonWords, uploadWords } from "./upload-words.ts"

/** One case: who it is by number, its upload code, its visits, and a warning proposed from one of them. */
export function CasePage({ id }: { readonly id: string }) {
  const { t, catalogue, officer } = useConsole()
  const known = useKnownVisits()
  const found = useCall(getCase, { params: { id } })
  const [proposing, setProposing] = useState<Parameters<OnPropose>[0] | null>(null)
  const now = useCall(getToday, {}).value?.now ?? 0
  const isOpen = found.value !== undefined && isCaseOpen(found.value)
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
            <ProposalForm theCase={theCase} visits={proposing} onDone={() => setProposing(null)} />
          ) : (
            <>
              <CaseState theCase={theCase} now={now} />
              <CaseFacts theCase={theCase} />
              {theCase.uploadReason !== null && (
                <Banner level="caution">{uploadReasonWords(t, theCase.uploadReason)}</Banner>
              )}
              {isOpen && (theCase.visits !== null || known.visits.length > 0) && (
                <CaseVisits
                  theCase={theCase}
                  visits={known.visits}
                  isRead={known.isRead}
                  now={now}
                  onRead={known.takeRead}
                  onRemoved={known.drop}
                  onPropose={setProposing}
                />
              )}
              {isOpen && now > 0 && officer.roles.includes("tracer") && (
                <InterviewPart theCase={theCase} visits={known.visits} now={now} onKept={known.takeNoted} />
              )}
              {isOpen && <UploadCode theCase={theCase} />}
              {isOpen && <CaseWork theCase={theCase} now={now} />}
              {isOpen && <CaseHold theCase={theCase} />}
              <CaseProfile pathogen={theCase.pathogen} />
              {isOpen && officer.roles.includes("tracer") && <MergeCase theCase={theCase} now={now} />}
            </>
          )}
        </div>
      )}
    </Waiting>
  )
}

function CaseFacts({ theCase }: { readonly theCase: CaseRecord }) {
  const { t, deployment, officer } = useConsole()
  const say = sayTimes(deployment, t.language)
  return (
    <Card>
      <Facts
        items={[
          {
            icon: "clock",
            term: t("case.infectious"),
            value: <CasePeriod theCase={theCase} canSet={isCaseOpen(theCase) && officer.roles.includes("tracer")} />,
          },
          {
            icon: "pin",
            term: t("case.area"),
            value: <CaseArea theCase={theCase} canMove={isCaseOpen(theCase) && officer.roles.includes("tracer")} />,
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
