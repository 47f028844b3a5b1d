import { AppBar, Brand, DemonstrationStrip, PhoneShell, TabBar } from "@homesafe/ui"
import type { ReactNode } from "react"
import { useApp } from "./app-context.ts"
import { useTitle } from "./use-title.ts"

/** A place of the tab bar. */
export type Place = "scan" | "diary" | "settings"

/** One page of the app: bar, content, dock and tabs; a page with a way back has no tabs unless it asks for them. */
export function Page({
  title,
  place,
  back,
  actions,
  dock,
  dockLabel,
  isBranded,
  children,
}: {
  readonly title: string
  /** The tab that is marked; none: no tab bar. */
  readonly place?: Place | undefined
  /** Where the way back leads. */
  readonly back?: string | undefined
  readonly actions?: ReactNode
  readonly dock?: ReactNode
  readonly dockLabel?: string | undefined
  /** The mark stands in the bar, and the page has its h1 in its content. */
  readonly isBranded?: boolean | undefined
  readonly children: ReactNode
}) {
  const { t, overview, go } = useApp()
  useTitle(title)
  const items = (["scan", "diary", "settings"] as const).map((name) => ({
    href: name === "scan" ? "/" : `/${name}`,
    icon: name,
    label: t(`tab.${name}`),
    current: place === name,
  }))
  const bar = isBranded ? (
    <AppBar actions={actions}>
      <Brand name={t("brand.name")} href="/" />
    </AppBar>
  ) : (
    <AppBar
      title={title}
      actions={actions}
      {...(back === undefined ? {} : { backLabel: t("action.back"), onBack: () => go(back) })}
    />
  )
  return (
    <PhoneShell
      skip={t("nav.skip")}
      strip={overview.isDemonstration ? <DemonstrationStrip text={t("demonstration.strip")} /> : undefined}
      bar={bar}
      dock={dock}
      dockLabel={dockLabel ?? t("page.actions")}
      tabs={place && <TabBar label={t("nav.main")} items={items} />}
    >
      {children}
    </PhoneShell>
  )
}
