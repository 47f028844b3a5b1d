import { call, getToday, signOut } from "@homesafe/api"
import { Brand, Button, DemonstrationStrip, DeskShell, LanguageSwitch, Segmented } from "@homesafe/ui"
import { type ReactNode, useCallback } from "react"
import { OwnRecovery } from "../officers/own-recovery.tsx"
import { useConsole } from "./context.ts"
import { nameIn } from "./names.ts"
import { mayOpen } from "./page-access.ts"
import { goTo, usePath } from "./route.ts"
import { useCall } from "./use-call.ts"
import { useIdleLock } from "./use-idle-lock.ts"

/** What the strip of a system that warns nobody says. */
export const stripOf = ({ drill }: { readonly drill: boolean }) =>
  drill ? ("drill.strip" as const) : ("demonstration.strip" as const)

/** What surrounds every page: navigation with what waits, language, who is signed in. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { t, deployment, officer, setOfficer, preferences, setPreferences } = useConsole()
  const [page = ""] = usePath()
  const today = useCall(getToday, {}).value
  const item = (
    path: string,
    icon: Parameters<typeof DeskShell>[0]["nav"][number]["icon"],
    label: string,
    count = 0,
  ) => ({
    href: `/${path}`,
    icon,
    label,
    current: page === path,
    ...(count > 0 ? { count } : {}),
  })
  const leave = useCallback(async () => {
    await call(signOut)
    setOfficer(null)
    goTo("/")
  }, [setOfficer])
  useIdleLock(useCallback(() => void leave(), [leave]))
  return (
    <DeskShell
      words={{ skip: t("nav.skip"), nav: t("nav.console"), menu: t("nav.menu"), closeMenu: t("nav.closeMenu") }}
      strip={deployment.demonstration ? <DemonstrationStrip text={t(stripOf(deployment))} /> : null}
      brand={<Brand name={t("brand.name")} href="/" />}
      nav={[
        item("", "home", t("nav.today")),
        item("venues", "store", t("nav.venues"), today?.venuesWaiting),
        item("accounts", "key", t("nav.accounts"), today?.accountRequestsWaiting),
        item("inspections", "search", t("nav.inspections"), today?.inspectionsOpen),
        item("imports", "records", t("nav.imports")),
        item("cases", "people", t("nav.cases")),
        item("calls", "call", t("nav.calls"), today?.callsDue),
        item("clusters", "chart", t("nav.clusters")),
        item("codes", "key", t("nav.codes"), today?.codesWaiting),
        item("decisions", "exposed", t("nav.decisions"), today?.decisionsToApprove),
        item("changes", "seal", t("nav.changes"), today?.changesToApprove),
        item("lists", "list", t("nav.lists")),
        item("officers", "star", t("nav.officers")),
        item("retention", "records", t("nav.retention")),
        item("audit", "eye", t("nav.audit")),
      ].filter(({ href }) => mayOpen(officer.roles, href.slice(1)))}
      tools={
        <div className="stack g3">
          <LanguageSwitch
            label={t("language.label")}
            names={{ en: "EN", "zh-Hant": "繁", "zh-Hans": "简" }}
            value={preferences.language}
            onChange={(language) => setPreferences({ ...preferences, language })}
          />
          <Segmented
            label={t("theme.label")}
            options={[
              { value: "system", label: t("theme.auto") },
              { value: "light", label: t("theme.light") },
              { value: "dark", label: t("theme.dark") },
            ]}
            value={preferences.theme}
            onChange={(theme) => setPreferences({ ...preferences, theme: theme as typeof preferences.theme })}
          />
        </div>
      }
      who={
        <div className="stack g2">
          <span className="small soft">{nameIn(deployment.authority, t.language)}</span>
          <b>{officer.name}</b>
          <Button kind="quiet" icon="leave" onClick={() => void leave()}>
            {t("action.signOut")}
          </Button>
        </div>
      }
    >
      <OwnRecovery />
      {children}
    </DeskShell>
  )
}
