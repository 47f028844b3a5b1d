import { loadWallet } from "@homesafe/i18n/wallet"
import { ListRow } from "@homesafe/ui"
import { useTexts } from "../shell/use-texts.ts"

/** The way to the health documents on this phone. */
export function WalletRow() {
  const w = useTexts(loadWallet)
  return w && <ListRow icon="seal" href="/wallet" title={w("title")} text={w("link")} />
}
