import { LinkButton } from "@homesafe/ui"
import { useApp } from "../shell/app-context.ts"

/** The link that calls a telephone number, whatever spaces it is written with. */
export const telLink = (number: string): string => `tel:${number.replace(/[^0-9+]/g, "")}`

/** The authority's telephone, always at hand below a warning. */
export function Hotline() {
  const { t, overview } = useApp()
  if (overview.hotline === "") return null
  return (
    <>
      <LinkButton kind="exposure" wide icon="call" href={telLink(overview.hotline)}>
        {t("exposure.call", { number: overview.hotline })}
      </LinkButton>
      <p className="xs soft centred">{t("exposure.callNote")}</p>
    </>
  )
}
