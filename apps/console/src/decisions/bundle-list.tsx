import { diseaseOf } from "@homesafe/domain"
import { sayNotice } from "@homesafe/i18n/notice"
import { translateShared } from "@homesafe/i18n/shared"
import type { Decision } from "@homesafe/protocol"
import { Chip } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { textIn } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"
import type { ReadItem } from "./bundle-page.tsx"
import { boardOf } from "./named-draft.ts"

const states = ["proposed", "approved", "held", "stopped", "published", "superseded", "refused", "taken-back"] as const

/** What the public page will say of a decision that warns by name. */
export function contentOf({ day, windows, named, about }: Decision) {
  const [first] = windows
  return named && about && first ? { day, windows: [first], named, about } : null
}

/** Each warning of a bundle as it is signed: in both languages, with its time, its advice and its state; each leads to its own page. */
export function BundleList({ items }: { readonly items: readonly ReadItem[] }) {
  const { t, deployment, catalogue } = useConsole()
  const say = sayTimes(deployment, t.language)
  return (
    <ul className="card flush rows">
      {items.map(({ id, state, decision }) => {
        const content = contentOf(decision)
        const board = content && boardOf(content, deployment.offset)
        const advice = catalogue.templates.find(({ n }) => n === decision.template)
        const known = states.find((each) => each === state)
        if (!board) return null
        const subject = { ...board.about, names: board.names }
        const [english, chinese] = [
          sayNotice(translateShared("en"), subject),
          sayNotice(translateShared("zh-Hant"), subject),
        ]
        return (
          <li key={id}>
            <a className="list-row roomy" href={`/decisions/${id}`}>
              <span className="grow">
                <span className="t block" lang="en">
                  {english}
                </span>
                {chinese !== english && (
                  <span className="block" lang="zh-Hant">
                    {chinese}
                  </span>
                )}
                <span className="d num block">
                  {say.span(board.from, board.until)} · {advice ? diseaseOf(textIn(advice, t.language)) : ""}
                </span>
              </span>
              {known && <Chip tone={known === "proposed" ? "caution" : "line"}>{t(`bundle.state.${known}`)}</Chip>}
            </a>
          </li>
        )
      })}
    </ul>
  )
}
