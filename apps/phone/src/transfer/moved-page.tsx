import { Brand, Button, Icon, PhoneShell } from "@homesafe/ui"
import { useVoice } from "../shell/app-context.ts"

/** The old phone, after everything has gone to the new one. */
export function MovedPage() {
  const { t } = useVoice()
  const begin = () => {
    localStorage.clear()
    location.replace("/")
  }
  return (
    <PhoneShell skip={t("nav.skip")}>
      <div className="stack g5 first-page">
        <Brand name={t("brand.name")} href="/" />
        <Icon name="check" />
        <h1>{t("moved.title")}</h1>
        <p className="lead">{t("moved.text")}</p>
        <Button kind="quiet" wide onClick={begin}>
          {t("moved.begin")}
        </Button>
      </div>
    </PhoneShell>
  )
}
