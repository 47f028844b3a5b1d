import { formatDate } from "@homesafe/i18n"
import { Banner, Button, Dialog, LanguageSwitch, ListRow, Segmented, Switch } from "@homesafe/ui"
import { useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { PushSwitch } from "../push/push-switch.tsx"
import { SignalSwitches } from "../scan/signal-switches.tsx"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { WalletRow } from "../wallet/wallet-row.tsx"

/** Language and looks, notifications, the ways to everything else, and erasing. */
export function SettingsPage() {
  const { t, preferences, setPreferences, overview } = useApp()
  const [isAsking, setAsking] = useState(false)
  const { rulesChangeAt, timeZone } = overview
  const rulesText =
    rulesChangeAt === null
      ? t("rules.settingsText")
      : t("rules.changeText", { date: formatDate(rulesChangeAt * 1000, t.language, timeZone) })
  return (
    <Page title={t("nav.settings")} place="settings">
      <div className="stack g5">
        <section className="stack g2" aria-labelledby="words">
          <h2 id="words">{t("language.label")}</h2>
          <LanguageSwitch
            label={t("language.label")}
            names={{
              en: t("language.name.en"),
              "zh-Hant": t("language.name.zh-Hant"),
              "zh-Hans": t("language.name.zh-Hans"),
            }}
            value={preferences.language}
            onChange={(language) => setPreferences({ ...preferences, language })}
          />
        </section>
        <section className="stack g3" aria-labelledby="looks">
          <h2 id="looks">{t("settings.looks")}</h2>
          <div className="stack g1">
            <p className="small soft">{t("textSize.label")}</p>
            <Segmented
              label={t("textSize.label")}
              options={[
                { value: "normal", label: t("textSize.normal") },
                { value: "large", label: t("textSize.large") },
                { value: "largest", label: t("textSize.largest") },
              ]}
              value={preferences.text}
              onChange={(text) => setPreferences({ ...preferences, text })}
            />
          </div>
          <div className="stack g1">
            <p className="small soft">{t("theme.label")}</p>
            <Segmented
              label={t("theme.label")}
              options={[
                { value: "system", label: t("theme.system") },
                { value: "light", label: t("theme.light") },
                { value: "dark", label: t("theme.dark") },
              ]}
              value={preferences.theme}
              onChange={(theme) => setPreferences({ ...preferences, theme })}
            />
          </div>
          <div className="card stack g1">
            <Switch
              label={t("contrast.more")}
              checked={preferences.contrast === "more"}
              onChange={(event) =>
                setPreferences({ ...preferences, contrast: event.currentTarget.checked ? "more" : "system" })
              }
            />
            <Switch
              label={t("elder.label")}
              hint={t("elder.hint")}
              checked={preferences.view === "elder"}
              onChange={(event) =>
                setPreferences({ ...preferences, view: event.currentTarget.checked ? "elder" : "full" })
              }
            />
            <SignalSwitches />
          </div>
        </section>
        <section className="stack g2" aria-labelledby="notices">
          <h2 id="notices">{t("settings.notices")}</h2>
          <div className="card">
            <PushSwitch />
          </div>
        </section>
        <ul className="card flush rows">
          <li>
            <ListRow icon="seal" href="/settings/proof" title={t("proof.title")} text={t("settings.proofText")} />
          </li>
          <li>
            <ListRow
              icon="key"
              href="/settings/lock"
              title={t("lock.settings")}
              text={t(`lock.settingsText.${overview.lock.kind}`)}
            />
          </li>
          <li>
            <ListRow icon="leave" href="/settings/move" title={t("move.title")} text={t("move.settingsText")} />
          </li>
          <li>
            <ListRow icon="save" href="/diary/save" title={t("export.title")} text={t("export.diaryText")} />
          </li>
          <li>
            <ListRow icon="list" href="/settings/list" title={t("settings.list")} text={t("settings.checksText")} />
          </li>
          <li>
            <ListRow icon="store" href="/settings/rules" title={t("rules.title")} text={rulesText} />
          </li>
          <li>
            <ListRow
              icon="exposed"
              href="/settings/example"
              title={t("settings.exampleTitle")}
              text={t("settings.exampleText")}
            />
          </li>
          <li>
            <ListRow icon="people" href="/settings/people" title={t("people.title")} text={t("settings.peopleText")} />
          </li>
          <li>
            <WalletRow />
          </li>
          <li>
            <ListRow icon="eye" href="/settings/card" title={t("card.title")} text={t("card.settingsText")} />
          </li>
          <li>
            <ListRow icon="records" href="/settings/health" title={t("health.title")} />
          </li>
          <li>
            <ListRow icon="info" href="/settings/about" title={t("about.title")} text={t("settings.aboutText")} />
          </li>
          <li>
            <ListRow icon="hand" href="/share" title={t("diary.haveCode")} text={t("settings.shareText")} />
          </li>
        </ul>
        <Button kind="danger" wide icon="x" onClick={() => setAsking(true)}>
          {t("erase.button")}
        </Button>
      </div>
      <EraseDialog open={isAsking} onClose={() => setAsking(false)} />
    </Page>
  )
}

/** Asks before everything is erased. */
export function EraseDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useApp()
  const erase = async () => {
    localStorage.clear() // first: the mark of a diary must not outlive it (start/diary-marker.ts)
    await ask("eraseEverything", {})
    location.replace("/")
  }
  return (
    <Dialog
      open={open}
      title={t("erase.title")}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("erase.keep")}
          </Button>
          <Button kind="danger" onClick={() => void erase()}>
            {t("erase.button")}
          </Button>
        </>
      }
    >
      <p>{t("erase.text")}</p>
      <Banner level="caution" title={t("erase.cannotUndo")} />
    </Dialog>
  )
}
