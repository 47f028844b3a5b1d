import { LinkButton, Tabs } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { mayOpen } from "../app/page-access.ts"
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

/** The way to a door, for inspectors. */
export function InspectDoor() {
  const { t, officer } = useConsole()
  if (!mayOpen(officer.roles, "inspections", "door")) return null
  return (
    <LinkButton icon="photo" href="/inspections/door">
      {t("door.title")}
    </LinkButton>
  )
}
