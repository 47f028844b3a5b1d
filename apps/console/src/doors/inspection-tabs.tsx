import { LinkButton, Tabs } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { usePath } from "../app/route.ts"

/** What was reported, and which doors were visited. */
export function InspectionTabs() {
  const { t } = useConsole()
  const [, part] = usePath()
  return (
    <Tabs
      label={t("nav.inspections")}
      items={[
        { href: "/inspections", label: t("inspections.title"), current: part === undefined },
        { href: "/inspections/doors", label: t("doors.title"), current: part === "doors" },
      ]}
    />
  )
}

/** The way to a door. */
export function InspectDoor() {
  const { t } = useConsole()
  return (
    <LinkButton icon="photo" href="/inspections/door">
      {t("door.title")}
    </LinkButton>
  )
}
