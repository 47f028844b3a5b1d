import type { FormCall, ReplyOf, readForms } from "@homesafe/api"
import { Banner, Empty } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { callStateOf, callStates } from "../calls/call-states.ts"
import { CallRow } from "./call-row.tsx"

/** Whom to call, in order of arrival, and how far that has come. */
export function CallList({ read }: { readonly read: ReplyOf<typeof readForms> }) {
  const { t } = useConsole()
  const [calls, setCalls] = useState<readonly FormCall[]>(read.calls)
  const isUnsaid = calls.some(({ until }) => until === null)
  const counts = callStates.flatMap((state) => {
    const n = calls.filter((each) => callStateOf(each) === state).length
    return n > 0 ? `${t(`forms.state.${state}`)}: ${n}` : []
  })
  return (
    <>
      {read.dropped > 0 && (
        <Banner level="caution" title={t("forms.dropped")}>
          {t("forms.droppedText", { n: read.dropped })}
        </Banner>
      )}
      {calls.length === 0 ? (
        <Empty icon="list" title={t("forms.none")} text={t("forms.noneText")} />
      ) : (
        <>
          <p className="soft num">{counts.join(" · ")}</p>
          {isUnsaid && <p className="soft">{t("forms.usualStay", { n: read.usualStay })}</p>}
          <ul className="card flush rows">
            {calls.map((each) => (
              <li key={each.id}>
                <CallRow
                  form={each}
                  onNoted={(noted) => setCalls(calls.map((one) => (one.id === noted.id ? noted : one)))}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
