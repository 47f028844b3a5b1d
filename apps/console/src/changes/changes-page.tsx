import { type FileChangeRecord, listFileChanges } from "@homesafe/api"
import { Chip, Empty, LinkButton, PageHead } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { MissingKey } from "../session/missing-key.tsx"
import { changeState, changeTitle } from "./change-words.ts"
import { NoRight } from "./no-right.tsx"

const sections = [
  { key: "waiting", has: (c: FileChangeRecord) => c.state === "proposed" },
  { key: "inForce", has: (c: FileChangeRecord) => c.state === "approved" || c.state === "published" },
  { key: "ended", has: (c: FileChangeRecord) => c.state === "refused" || c.state === "withdrawn" },
] as const

/** What two officers changed in the public files: what waits, what was decided, what came to nothing. */
export function ChangesPage() {
  const { t, officer } = useConsole()
  const changes = useCall(listFileChanges, {})
  return (
    <div className="stack g5">
      <PageHead
        title={t("changes.title")}
        text={t("changes.text")}
        actions={
          <>
            <LinkButton kind="quiet" icon="seal" href="/changes/issuers">
              {t("changes.issuers")}
            </LinkButton>
            {officer.roles.includes("policy") && (
              <LinkButton icon="plus" href="/changes/rule">
                {t("changes.newRule")}
              </LinkButton>
            )}
          </>
        }
      />
      <MissingKey />
      <Waiting of={changes}>
        {({ changes: all, keys }) => (
          <>
            <NoRight keys={keys} />
            {all.length === 0 && <Empty icon="seal" title={t("changes.empty")} text={t("changes.emptyText")} />}
            {sections.map(({ key, has }) => (
              <Section key={key} title={t(`changes.${key}`)} changes={all.filter(has)} />
            ))}
          </>
        )}
      </Waiting>
    </div>
  )
}

function Section({ title, changes }: { readonly title: string; readonly changes: readonly FileChangeRecord[] }) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  if (changes.length === 0) return null
  return (
    <section className="stack g3" aria-label={title}>
      <h2>{title}</h2>
      <ul className="card flush rows">
        {changes.map((change) => (
          <li key={change.id}>
            <a className="list-row roomy" href={`/changes/${change.id}`}>
              <span className="grow">
                <span className="t">{changeTitle(t, change)}</span>
                <br />
                <span className="d">{daysOf(change, (day) => say.date(day), t("changes.now"))}</span>
              </span>
              <Chip tone={change.state === "published" ? "ok" : change.state === "proposed" ? "caution" : "line"}>
                {changeState(t, change)}
              </Chip>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function daysOf({ what }: FileChangeRecord, date: (day: number) => string, now: string): string {
  if (what.kind === "rule") return `${date(what.rule.from)} – ${date(what.rule.until - 1)}`
  return what.kind === "revoke" ? date(what.from) : now
}
