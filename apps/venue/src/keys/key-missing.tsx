import { Banner, LinkButton } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { pathOfRoute } from "../app/route.ts"

/** Says that the key is in another browser, and the way to bring it here. */
export function KeyMissing() {
  const { t } = usePortal()
  return (
    <Banner level="caution" icon="key" title={t("key.missingTitle")}>
      <div className="stack g3">
        <p>{t("key.missingText")}</p>
        <p>
          <LinkButton kind="quiet" icon="key" href={pathOfRoute({ page: "recover" })}>
            {t("nav.recover")}
          </LinkButton>
        </p>
      </div>
    </Banner>
  )
}
