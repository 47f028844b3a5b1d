import { AppBar, Brand, Button, DemonstrationStrip, Icon, type IconName, LinkButton, PhoneShell } from "@homesafe/ui"
import type { ReactNode } from "react"
import { telLink } from "../exposure/hotline.tsx"
import { useApp } from "../shell/app-context.ts"
import { momentOf } from "../shell/list-status.tsx"
import { useTitle } from "../shell/use-title.ts"
import { wordOfList } from "../shell/word-of-list.ts"

/** The page of the elder view: what is so, one button that fills the screen, and the telephone. */
export function ElderPage({
  canSpeak,
  icon,
  act,
  onAct,
  children,
}: {
  readonly canSpeak: boolean
  readonly icon?: IconName
  readonly act?: string
  readonly onAct?: () => void
  readonly children: ReactNode
}) {
  const { t, overview, preferences, setPreferences } = useApp()
  useTitle()
  return (
    <PhoneShell
      elder
      skip={t("nav.skip")}
      strip={overview.isDemonstration ? <DemonstrationStrip text={t("demonstration.strip")} /> : undefined}
      bar={
        <AppBar
          actions={
            <Button kind="plain" onClick={() => setPreferences({ ...preferences, view: "full" })}>
              {t("elder.full")}
            </Button>
          }
        >
          <Brand name={t("brand.name")} href="/" />
        </AppBar>
      }
    >
      <div>
        {act && <h1 className="visually-hidden">{act}</h1>}
        {children}
      </div>
      {act && onAct && icon && (
        <button className="elder-go" type="button" onClick={onAct}>
          <Icon name={icon} />
          {act}
        </button>
      )}
      {act && (
        <div className="stack g3">
          {overview.hotline !== "" && (
            <LinkButton kind="quiet" big wide icon="call" href={telLink(overview.hotline)}>
              {t("elder.call")}
            </LinkButton>
          )}
          <p className="row g2 small soft">
            <Icon name="speak" size="s" />
            <span>{t(canSpeak ? "elder.spoken" : "elder.notSpoken")}</span>
          </p>
        </div>
      )}
    </PhoneShell>
  )
}

/** What the list says, in one sentence; a warning leads to what to do. */
export function ElderStatus() {
  const facts = useApp()
  const { t, overview } = facts
  const word = wordOfList(overview)
  if (word === "exposed") {
    return (
      <a className="banner exposed plain-link" href="/diary/exposures">
        <Icon name="exposed" />
        <strong className="grow">{t("status.exposed")}</strong>
      </a>
    )
  }
  const texts = {
    "no-match": t("elder.noMatch", { time: momentOf(facts, overview.list.t) }),
    ageing: t("status.ageing", { time: momentOf(facts, overview.list.checkedAt) }),
    "out-of-date": t("status.outOfDate", { time: momentOf(facts, overview.list.exp) }),
    never: t("status.never"),
    broken: t("status.broken"),
  }
  return (
    <p className="row g3 top lead">
      <Icon name={word === "no-match" ? "check" : "caution"} />
      <span>{texts[word]}</span>
    </p>
  )
}
