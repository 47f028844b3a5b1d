import { loadWallet, type WalletTranslate } from "@homesafe/i18n/wallet"
import { Chip, Empty, Icon, LinkButton, Loading } from "@homesafe/ui"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { useTexts } from "../shell/use-texts.ts"
import { ListAge } from "./list-age.tsx"
import { groupByHolder, type ShownRecord, useWallet } from "./use-wallet.ts"
import { type Days, lineOf, sayDays, stateOf, titleOf } from "./words.ts"

/** The health documents on this phone, person by person. */
export function WalletPage() {
  const { t, overview } = useApp()
  const w = useTexts(loadWallet)
  const wallet = useWallet()
  if (!w) return <Loading text={t("state.loading")} />
  const days = sayDays(t.language, overview.timeZone)
  return (
    <Page title={w("title")} place="settings" back="/settings">
      <div className="stack g4">
        <p className="soft">{w("what")}</p>
        <LinkButton wide icon="plus" href="/wallet/add">
          {w("add")}
        </LinkButton>
        {!wallet && <Loading text={t("state.loading")} />}
        {wallet?.records.length === 0 && (
          <div className="card flush">
            <Empty icon="seal" title={w("none")} text={w("noneText")} />
          </div>
        )}
        {wallet &&
          groupByHolder(wallet.records).map(({ name, records }) => (
            <section key={records[0]?.id} className="stack g2" aria-label={name ?? w("unnamed")}>
              <h2 className="breaks">
                <bdi>{name ?? w("unnamed")}</bdi>
              </h2>
              <ul className="card flush rows">
                {records.map((record) => (
                  <li key={record.id}>
                    <RecordRow record={record} w={w} days={days} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        {wallet && wallet.records.length > 0 && <ListAge trusted={wallet.trusted} w={w} days={days} />}
      </div>
    </Page>
  )
}

function RecordRow({
  record: { id, credential },
  w,
  days,
}: {
  readonly record: ShownRecord
  readonly w: WalletTranslate
  readonly days: Days
}) {
  const [first] = credential?.records ?? []
  const state = credential && stateOf(credential)
  return (
    <a className="list-row roomy" href={`/wallet/record#${id}`}>
      <span className="disc">
        <Icon name="seal" />
      </span>
      <span className="grow">
        <span className="t">{titleOf(w, first)}</span>
        <br />
        <span className="d">{lineOf(w, first, days)}</span>
      </span>
      {state && <Chip tone={state.tone}>{w(state.key)}</Chip>}
    </a>
  )
}
