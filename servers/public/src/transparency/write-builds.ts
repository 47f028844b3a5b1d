import type { TransparencyTranslate } from "@homesafe/i18n/transparency"
import { builtApps } from "@homesafe/protocol"
import { escapeMarkup as e } from "../plain/write-frame.ts"
import type { TransparencyPage } from "./read-page.ts"

/** The names of the builds that run here, as the roots signed them, and how anyone compares. */
export function writeBuilds({ builds, origin }: TransparencyPage, t: TransparencyTranslate): string {
  const rows = builtApps.map(
    (app) => `<dt>${e(t(`transparency.builds.app.${app}`))}</dt><dd class="mono">${e(builds?.[app] ?? "")}</dd>`,
  )
  const names = builds
    ? `<p>${e(t("transparency.builds.note"))}</p><article><dl>${rows.join("")}</dl></article>
<p><a href="/transparency/build-signature.json">${e(t("transparency.signature"))}</a></p>`
    : `<p>${e(t("transparency.builds.unsigned"))}</p>`
  return `<section id="builds"><h2>${e(t("transparency.builds"))}</h2>${names}
<h3>${e(t("transparency.builds.how"))}</h3><ul><li>${e(t("transparency.builds.how.phone"))}</li>
<li>${e(t("transparency.builds.how.command"))}<pre>npm run homesafe -- check-build ${e(origin)}</pre></li>
<li>${e(t("transparency.builds.how.own"))}<pre>npm run homesafe -- check-build ${e(origin)} --own apps</pre></li></ul>
<p class="soft">${e(t("transparency.builds.limit"))}</p></section>`
}
