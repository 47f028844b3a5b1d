import { formatMoment } from "@homesafe/i18n"
import { Empty, Facts, Icon, Loading } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import type { DoneCheck } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { CheckNow, ListStatus } from "../shell/list-status.tsx"
import { Page } from "../shell/page.tsx"
import { wordOfList } from "../shell/word-of-list.ts"

const MOST_SHOWN = 200

/** The list that this phone knows, who signed it, and each comparison with it: that it was made, and what stood in its way. */
export function ListPage() {
  const { t, overview } = useApp()
  const word = wordOfList(overview)
  const isKnown = word === "no-match" || word === "exposed"
  const [checks, setChecks] = useState<readonly DoneCheck[]>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new overview may mean a new check.
  useEffect(() => {
    void ask("checks", {}).then((done) => setChecks(done.checks))
  }, [overview])
  return (
    <Page title={t("settings.list")} back="/settings" place="settings">
      <div className="stack g4">
        <ListStatus isHere />
        <KnownList />
        {isKnown && <CheckNow />}
        <h2>{t("checks.title")}</h2>
        <p className="soft">{t("checks.text")}</p>
        {!checks && <Loading text={t("state.loading")} />}
        {checks?.length === 0 && (
          <div className="card flush">
            <Empty icon="list" title={t("status.never")} text={t("status.neverText")} />
          </div>
        )}
        {checks && checks.length > 0 && (
          <ul className="card flush rows">
            {checks.slice(0, MOST_SHOWN).map((check, nth) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the history only grows at its other end.
              <li key={checks.length - nth} className="list-row">
                <Icon name={check.problem === null ? "check" : "caution"} size="s" />
                <span className="grow">
                  <span className="t block num">{formatMoment(check.at * 1000, t.language, overview.timeZone)}</span>
                  <span className="d block">{wordsOf(check)}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Page>
  )

  function wordsOf({ problem, lists, seq, t: listTime }: DoneCheck): string {
    if (problem !== null) return t(`checks.problem.${problem}`)
    const time = formatMoment(listTime * 1000, t.language, overview.timeZone)
    return lists === 0 ? t("checks.nothingNew", { seq, time }) : t("checks.compared", { seq, time, n: lists })
  }
}

/** Number, time and signers of the list. */
function KnownList() {
  const { t, overview } = useApp()
  const { list, timeZone } = overview
  const moment = (at: number) => (at === 0 ? t("settings.notYet") : formatMoment(at * 1000, t.language, timeZone))
  return (
    <div className="card">
      <Facts
        items={[
          {
            icon: "list",
            term: t("settings.listNumber"),
            value: list.seq === 0 ? t("settings.notYet") : String(list.seq),
          },
          { icon: "clock", term: t("settings.listTime"), value: moment(list.t) },
          {
            icon: "eye",
            term: t("settings.listChecked"),
            value: moment(list.checkedAt),
            note: list.problem === "offline" ? t("settings.lastTryOffline") : undefined,
          },
          {
            icon: "key",
            term: t("settings.listSigned"),
            value: t("settings.listSigners", {
              verifiers: overview.trust.verifier,
              witnesses: overview.trust.witness,
            }),
            note: overview.trust.witness === 0 ? t("settings.noWitness") : undefined,
          },
        ]}
      />
    </div>
  )
}
