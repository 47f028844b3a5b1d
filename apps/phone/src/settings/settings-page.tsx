import { formatMoment } from "@homesafe/i18n"
import { Banner, Button, Dialog, Facts, LanguageSwitch, ListRow, Segmented, Switch } from "@homesafe/ui"
import { useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { isQuiet, setQuiet } from "../scan/signals.ts"
import { useApp } from "../shell/app-context.ts"
import { CheckNow, ListStatus } from "../shell/list-status.tsx"
import { Page } from "../shell/page.tsx"
import { wordOfList } from "../shell/word-of-list.ts"

/** Language and looks, the state of the list, the proof, and erasing. */
export function SettingsPage() {
  const { t, preferences, setPreferences, overview } = useApp()
  const [isAsking, setAsking] = useState(false)
  const [quiet, chooseQuiet] = useState(isQuiet)
  const word = wordOfList(overview)
  const isKnown = word === "no-match" || word === "exposed"
  const { list, timeZone } = overview
  const moment = (at: number) => (at === 0 ? t("settings.notYet") : formatMoment(at * 1000, t.language, timeZone))
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
              label={t("settings.signals")}
              hint={t("settings.signalsHint")}
              checked={!quiet}
              onChange={(event) => {
                setQuiet(!event.currentTarget.checked)
                chooseQuiet(!event.currentTarget.checked)
              }}
            />
          </div>
        </section>
        <section className="stack g3" aria-labelledby="list">
          <h2 id="list">{t("settings.list")}</h2>
          {!isKnown && <ListStatus />}
          <div className="card">
            <Facts
              items={[
                {
                  icon: "list",
                  term: t("settings.listNumber"),
                  value: list.seq === 0 ? t("settings.notYet") : String(list.seq),
                },
                { icon: "clock", term: t("settings.listTime"), value: moment(list.t) },
                {
                  icon: "eye",
                  term: t("settings.listChecked"),
                  value: moment(list.checkedAt),
                  note: list.problem === "offline" ? t("settings.lastTryOffline") : undefined,
                },
                {
                  icon: "key",
                  term: t("settings.listSigned"),
                  value: t("settings.listSigners", {
                    verifiers: overview.trust.verifier,
                    witnesses: overview.trust.witness,
                  }),
                  note: overview.trust.witness === 0 ? t("settings.noWitness") : undefined,
                },
              ]}
            />
          </div>
          {isKnown && (
            <>
              <p className="small soft">{t("status.noMatchText")}</p>
              <CheckNow />
            </>
          )}
        </section>
        <ul className="card flush rows">
          <li>
            <ListRow icon="seal" href="/settings/proof" title={t("proof.title")} text={t("settings.proofText")} />
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
    await ask("eraseEverything", {})
    localStorage.clear()
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
