import type { Names } from "@homesafe/protocol"
import { Button, Icon } from "@homesafe/ui"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { PlaceName } from "../visit/place-name.tsx"

// The seeded catalogue's emergency departments (domain, categories).
const EMERGENCY = 13

/** A place where nobody may be asked to scan: go in first; the visit is kept only if its visitor wishes. */
export function NeverAskedPage({
  names,
  category,
  onKeep,
  onLeaveOut,
}: {
  readonly names: Names
  readonly category: number
  readonly onKeep: () => void
  readonly onLeaveOut: () => void
}) {
  const { t } = useApp()
  const isEmergency = category === EMERGENCY
  const words = isEmergency ? [t("never.emergency"), t("never.noCode")] : [t("never.noCode"), t("never.goIn")]
  const title = words.join(" ")
  return (
    <Page
      title={title}
      place="scan"
      isBranded
      dockLabel={t("page.actions")}
      dock={
        <>
          <Button kind="quiet" wide onClick={onKeep}>
            {t("never.keep")}
          </Button>
          <Button kind="quiet" wide onClick={onLeaveOut}>
            {t("never.leaveOut")}
          </Button>
        </>
      }
    >
      <div className="stack g4">
        <article className="visit" aria-labelledby="go-in">
          <header>
            <p className="row g2 in-line" role="status">
              <Icon name="pin" />
              <b>
                <PlaceName names={names} />
                <span className="visually-hidden">. {title}</span>
              </b>
            </p>
            <h1 className="venue" id="go-in">
              {words.map((sentence) => (
                <span key={sentence} className="block">
                  {sentence}
                </span>
              ))}
            </h1>
            <p className="soft">{t("never.text")}</p>
          </header>
        </article>
        <p className="soft">{t("never.ifKept")}</p>
      </div>
    </Page>
  )
}
