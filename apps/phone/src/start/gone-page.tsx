import { Banner, Brand, Button, PhoneShell } from "@homesafe/ui"
import { useVoice } from "../shell/app-context.ts"

/** The browser has cleared the diary: said before anything else, and never shown as a diary without exposures. */
export function GonePage({ isMaking, onBegin }: { readonly isMaking: boolean; readonly onBegin: () => void }) {
  const { t } = useVoice()
  const dock = isMaking ? (
    <div className="stack g2" aria-busy="true">
      <p role="status">{t("welcome.making")}</p>
      <progress aria-label={t("welcome.making")} />
    </div>
  ) : (
    <Button wide big onClick={onBegin}>
      {t("gone.begin")}
    </Button>
  )
  return (
    <PhoneShell skip={t("nav.skip")} dock={dock} dockLabel={t("page.actions")}>
      <div className="stack g4 first-page">
        <Brand name={t("brand.name")} href="/" />
        <h1>{t("gone.title")}</h1>
        <p className="lead">{t("gone.text")}</p>
        <Banner level="caution" title={t("gone.means")} />
        <p className="small soft">{t("gone.prevent")}</p>
      </div>
    </PhoneShell>
  )
}
