import { formatDate } from "@homesafe/i18n"
import { Brand, Button, Clocks, Facts, PhoneShell } from "@homesafe/ui"
import { TemporaryDiaryBanner } from "../diary/temporary-diary-banner.tsx"
import { nowSeconds } from "../keeper/ask-keeper.ts"
import { useVoice } from "../shell/app-context.ts"

const KEEPING_YEARS = 7

/** The last day kept by the authority if something were uploaded now: the day before the seventh anniversary. */
export function keptUntil(now: number): number {
  const day = new Date(now * 1000)
  day.setUTCFullYear(day.getUTCFullYear() + KEEPING_YEARS)
  day.setUTCDate(day.getUTCDate() - 1)
  return day.getTime()
}

/** The two clocks, as they stand wherever either matters (S09). */
export function TwoClocks({ timeZone = "UTC" }: { readonly timeZone?: string }) {
  const { t } = useVoice()
  const date = formatDate(keptUntil(nowSeconds()), t.language, timeZone)
  return (
    <Clocks
      label={t("clocks.label")}
      items={[
        { title: t("clocks.phone.label"), value: t("clocks.phone.value"), note: t("clocks.phone.note") },
        {
          title: t("clocks.authority.label"),
          value: t("clocks.authority.value"),
          note: t("clocks.authority.note", { date }),
          only: true,
        },
      ]}
    />
  )
}

/** What the app is, what stays on the phone, the two clocks: shown before the first use, and again under Settings. */
export function WelcomeText() {
  const { t } = useVoice()
  return (
    <div className="stack g5">
      <p className="lead">{t("welcome.what")}</p>
      <div className="card">
        <Facts
          items={[
            { icon: "scan", term: t("welcome.scanTerm"), value: t("welcome.scanText") },
            { icon: "seal", term: t("welcome.staysTerm"), value: t("welcome.staysText") },
            { icon: "eye", term: t("welcome.warnTerm"), value: t("welcome.warnText") },
            { icon: "hand", term: t("welcome.shareTerm"), value: t("welcome.shareText") },
          ]}
        />
      </div>
      <TwoClocks />
      <p className="small soft">{t("welcome.never")}</p>
    </div>
  )
}

/** One page that says what this is; then the store is made. */
export function WelcomePage({ isMaking, onBegin }: { readonly isMaking: boolean; readonly onBegin: () => void }) {
  const { t } = useVoice()
  const dock = isMaking ? (
    <div className="stack g2" aria-busy="true">
      <p role="status">{t("welcome.making")}</p>
      <progress aria-label={t("welcome.making")} />
      <p className="xs soft">{t("welcome.makingWhy")}</p>
    </div>
  ) : (
    <>
      <Button wide big onClick={onBegin}>
        {t("welcome.begin")}
      </Button>
      <p className="xs soft">{t("welcome.beginNote")}</p>
    </>
  )
  return (
    <PhoneShell skip={t("nav.skip")} dock={dock} dockLabel={t("page.actions")}>
      <div className="stack g5 first-page">
        <Brand name={t("brand.name")} href="/" />
        <h1>{t("welcome.title")}</h1>
        <TemporaryDiaryBanner />
        <WelcomeText />
      </div>
    </PhoneShell>
  )
}
