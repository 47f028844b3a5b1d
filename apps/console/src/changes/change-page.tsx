import { type FileChangeRecord, getFileChange } from "@homesafe/api"
import { Banner, Card, PageHead } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { TwoKeys } from "../decisions/two-keys.tsx"
import { MissingKey } from "../session/missing-key.tsx"
import { Approval } from "./approval.tsx"
import { ChangeContent } from "./change-content.tsx"
import { changeState, changeTitle } from "./change-words.ts"
import { NoRight } from "./no-right.tsx"
import { type Difference, readDifference } from "./read-difference.ts"
import { RulePreview } from "./rule-preview.tsx"

/** One change: exactly what differs in the file, two keys, the checks before signing. */
export function ChangePage({ id }: { readonly id: string }) {
  const { t, deployment } = useConsole()
  const asked = useCall(getFileChange, { params: { id } })
  return (
    <Waiting of={asked}>
      {({ change, before, after, nextList, keys }) => {
        const files = { dep: deployment.dep, bytes: change.bytes, before: before.file, after: after.file }
        const difference = readDifference(files)
        return (
          <div className="stack g5">
            <PageHead
              crumbs={<a href="/changes">{t("changes.title")}</a>}
              title={changeTitle(t, change)}
              text={changeState(t, change)}
            />
            <MissingKey />
            <NoRight keys={keys} />
            <div className="grid-2">
              <div className="stack g4">
                {difference ? (
                  <ChangeContent change={change} difference={difference} />
                ) : (
                  <Banner level="fault" title={t("change.notWhole")}>
                    {t("change.notWholeText")}
                  </Banner>
                )}
                <TwoKeys signed={change} />
                {change.state === "proposed" && (
                  <Approval change={change} difference={difference} nextList={nextList} />
                )}
              </div>
              <Aside change={change} difference={difference} />
            </div>
          </div>
        )
      }}
    </Waiting>
  )
}

const follows = {
  restore: "restore.means",
  revoke: "revoke.means2",
  issuers: "change.issuersFollow",
  rule: "changes.text",
} as const

function Aside({
  change,
  difference,
}: {
  readonly change: FileChangeRecord
  readonly difference: Difference | undefined
}) {
  const { t } = useConsole()
  if (difference?.kind === "rule") return <RulePreview rule={difference.entry} />
  return (
    <Card>
      <div className="stack g3">
        <h2>{t("change.follows")}</h2>
        <p>{t(follows[change.what.kind])}</p>
        {change.what.kind === "revoke" && <p>{t("revoke.means3")}</p>}
      </div>
    </Card>
  )
}
