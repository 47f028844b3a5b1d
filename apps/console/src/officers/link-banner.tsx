import type { makeOfficerLink, ReplyOf } from "@homesafe/api"
import { Banner } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"

/** A link for an officer, as it is shown once. */
export type Link = ReplyOf<typeof makeOfficerLink>

/** The link to be given to one person. */
export function LinkBanner({ link: { link, expires } }: { readonly link: Link }) {
  const { t, deployment } = useConsole()
  return (
    <Banner level="info" title={t("acts.linkTitle")}>
      <p>{t("officers.inviteText", { time: sayTimes(deployment, t.language).moment(expires) })}</p>
      <p className="mono break" data-kind="invitation">
        {link}
      </p>
    </Banner>
  )
}
