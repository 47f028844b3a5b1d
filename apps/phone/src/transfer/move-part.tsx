import { AppBar, DemonstrationStrip, PhoneShell } from "@homesafe/ui"
import type { ReactNode } from "react"
import { useApp } from "../shell/app-context.ts"
import { useTitle } from "../shell/use-title.ts"

/** One step of moving: a bar with a way back to the choice, and nothing that leads away by accident. */
export function MovePart({
  title,
  onBack,
  dock,
  children,
}: {
  readonly title: string
  readonly onBack?: () => void
  readonly dock?: ReactNode
  readonly children: ReactNode
}) {
  const { t, overview } = useApp()
  useTitle(title)
  return (
    <PhoneShell
      skip={t("nav.skip")}
      strip={overview.isDemonstration ? <DemonstrationStrip text={t("demonstration.strip")} /> : undefined}
      bar={<AppBar title={title} {...(onBack ? { backLabel: t("action.back"), onBack } : {})} />}
      dock={dock}
      dockLabel={t("page.actions")}
    >
      <div className="stack g4">{children}</div>
    </PhoneShell>
  )
}
