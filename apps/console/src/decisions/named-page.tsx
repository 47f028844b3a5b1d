import { getListedExposure, listDecisions } from "@homesafe/api"
import { Banner, PageHead } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { goTo } from "../app/route.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { MissingKey } from "../session/missing-key.tsx"
import { draftOfListed, emptyDraft } from "./named-draft.ts"
import { NamedForm } from "./named-form.tsx"

/** A new warning by name: empty, or begun with an exposure of a department's list. */
export function NamedPage({ listed }: { readonly listed: string | undefined }) {
  const { t, deployment } = useConsole()
  const decisions = useCall(listDecisions, { query: { page: 0 } })
  const time = decisions.value && sayTimes(deployment, t.language).time(decisions.value.nextList)
  return (
    <div className="stack g5">
      <PageHead
        crumbs={<a href="/decisions">{t("decisions.title")}</a>}
        title={t("named.title")}
        text={t("named.lead")}
      />
      <MissingKey />
      {time !== undefined && <Banner level="info">{t("named.noPhone", { time })}</Banner>}
      {listed === undefined ? (
        <NamedForm draft={emptyDraft} before={null} title={t("named.heading")} onLeave={() => goTo("/decisions")} />
      ) : (
        <OfListed id={listed} />
      )}
    </div>
  )
}

function OfListed({ id }: { readonly id: string }) {
  const { t, deployment } = useConsole()
  const asked = useCall(getListedExposure, { params: { id } })
  return (
    <Waiting of={asked}>
      {(exposure) => (
        <NamedForm
          draft={draftOfListed(exposure, deployment)}
          before={null}
          title={t("named.heading")}
          onLeave={() => goTo("/decisions")}
        />
      )}
    </Waiting>
  )
}
