import { Tabs } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { usePath } from "../app/route.ts"

/** Codes that were given, and the way to give many. */
export function CodeTabs() {
  const { t, officer } = useConsole()
  const [, part] = usePath()
  if (!officer.roles.includes("tracer")) return null
  return (
    <Tabs
      label={t("nav.codes")}
      items={[
        { href: "/codes", label: t("codes.given"), current: part === undefined },
        { href: "/codes/import", label: t("labs.title"), current: part === "import" },
      ]}
    />
  )
}
