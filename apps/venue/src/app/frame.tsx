import { call, closeOperatorSession } from "@homesafe/api"
import {
  Brand,
  Button,
  DemonstrationStrip,
  DeskShell,
  Icon,
  LanguageSwitch,
  type Preferences,
  Segmented,
} from "@homesafe/ui"
import type { ReactNode } from "react"
import { usePortal } from "./context.ts"
import { nameIn } from "./names.ts"
import { goTo, pathOfRoute, type Route } from "./route.ts"

/** What surrounds every page: navigation, language and appearance, who is signed in. */
export function Frame({ route, children }: { readonly route: Route; readonly children: ReactNode }) {
  const { t, deployment, mail, setMail, cards } = usePortal()
  const places = [
    { page: "list", icon: "store", label: t("nav.venues") },
    { page: "new", icon: "plus", label: t("nav.new") },
    { page: "many", icon: "list", label: t("nav.many") },
    { page: "vehicles", icon: "car", label: t("nav.vehicles") },
    ...(cards === "granted" ? [{ page: "cards", icon: "print", label: t("nav.cards") } as const] : []),
    { page: "recover", icon: "key", label: t("nav.recover") },
    { page: "account", icon: "settings", label: t("nav.account") },
  ] as const
  const isCurrent = (page: string) => route.page === page || (page === "list" && "id" in route)
  const signOut = async () => {
    await call(closeOperatorSession)
    setMail(null)
    goTo({ page: "sign-in" })
  }
  return (
    <div className={route.page === "poster" ? "page-with-sheet" : undefined}>
      <DeskShell
        words={{
          skip: t("nav.skip"),
          nav: t("nav.label"),
          menu: t("nav.menu"),
          closeMenu: t("nav.closeMenu"),
        }}
        strip={deployment.demonstration && <DemonstrationStrip text={t("demonstration.strip")} />}
        brand={<Brand name={t("brand.name")} href={pathOfRoute({ page: "list" })} />}
        nav={
          mail === null
            ? []
            : places.map(({ page, icon, label }) => ({
                href: pathOfRoute({ page }),
                icon,
                label,
                current: isCurrent(page),
              }))
        }
        tools={<Appearance />}
        who={
          <div className="stack g2">
            <span className="small soft">{nameIn(deployment.authority, t.language)}</span>
            <a className="small" href={`/transparency/${t.language}`}>
              {t("frame.transparency")}
            </a>
            {mail !== null && (
              <>
                <b className="small">{mail}</b>
                <Button kind="quiet" icon="leave" onClick={() => void signOut()}>
                  {t("action.signOut")}
                </Button>
              </>
            )}
          </div>
        }
      >
        {children}
      </DeskShell>
    </div>
  )
}

function Appearance() {
  const { t, preferences, setPreferences } = usePortal()
  const set = (change: Partial<Preferences>) => setPreferences({ ...preferences, ...change })
  return (
    <details className="appearance">
      <summary>
        <Icon name="globe" />
        {t("appearance.title")}
        <Icon name="down" size="s" />
      </summary>
      <div className="stack g3">
        <LanguageSwitch
          label={t("language.label")}
          names={{ en: "EN", "zh-Hant": "繁", "zh-Hans": "简" }}
          value={preferences.language}
          onChange={(language) => set({ language })}
        />
        <Segmented
          label={t("theme.label")}
          value={preferences.theme}
          onChange={(theme) => set({ theme })}
          options={(["system", "light", "dark"] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
        />
        <Segmented
          label={t("textSize.label")}
          value={preferences.text}
          onChange={(text) => set({ text })}
          options={(["normal", "large", "largest"] as const).map((value) => ({ value, label: t(`textSize.${value}`) }))}
        />
      </div>
    </details>
  )
}
