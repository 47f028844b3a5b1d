import { Empty, LinkButton } from "@homesafe/ui"
import { useConsole } from "./context.ts"
import { rolesOf } from "./page-access.ts"

/** Says plainly that a page is another role's, and whose. */
export function NotForRole({ path }: { readonly path: readonly string[] }) {
  const { t } = useConsole()
  const roles = rolesOf(path)
    .map((role) => t(`role.${role}`))
    .join(t("areas.between"))
  return (
    <Empty
      icon="key"
      title={t("notForRole.title")}
      text={t("notForRole.text", { roles })}
      action={
        <LinkButton kind="quiet" icon="home" href="/">
          {t("nav.today")}
        </LinkButton>
      }
    />
  )
}
