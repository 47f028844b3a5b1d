import type { WalletTranslate } from "@homesafe/i18n/wallet"
import { loadWallet } from "@homesafe/i18n/wallet"
import { Banner, Button, Dialog, Empty, Loading, QrCode } from "@homesafe/ui"
import { useState } from "react"
import { saveBytes } from "../export/save-bytes.ts"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { useTexts } from "../shell/use-texts.ts"
import { RecordView } from "./record-view.tsx"
import { type ShownRecord, useWallet } from "./use-wallet.ts"
import { sayDays } from "./words.ts"

/** One health document: how it stands, its code, what it says, and the ways to save and to erase it. */
export function RecordPage({ id }: { readonly id: string }) {
  const { t, overview } = useApp()
  const w = useTexts(loadWallet)
  const wallet = useWallet()
  if (!w || !wallet) return <Loading text={t("state.loading")} />
  const record = wallet.records.find((each) => each.id === id)
  const credential = record?.credential
  return (
    <Page title={w("title")} place="settings" back="/wallet">
      {!record && <Empty icon="seal" title={w("gone")} text={w("goneText")} />}
      {record && (
        <div className="stack g4">
          {credential ? (
            <RecordView
              credential={credential}
              trusted={wallet.trusted}
              w={w}
              days={sayDays(t.language, overview.timeZone)}
            />
          ) : (
            <Banner level="fault" title={w("notOne")} />
          )}
          <Codes record={record} w={w} />
          {credential && credential.records.length > 0 && <SaveAsFhir record={record} w={w} />}
          <Erase id={record.id} w={w} />
        </div>
      )}
    </Page>
  )
}

function Codes({ record: { texts }, w }: { readonly record: ShownRecord; readonly w: WalletTranslate }) {
  return (
    <section className="card stack g3" aria-labelledby="codes">
      <h2 id="codes">{w("show")}</h2>
      {texts.map((text, place) => (
        <QrCode
          key={text}
          text={{ any: text }}
          label={texts.length === 1 ? w("show") : w("showPart", { n: place + 1, of: texts.length })}
          tooLong={<p>{w("tooLongToShow")}</p>}
        />
      ))}
      <p className="small soft">{w("showHint")}</p>
    </section>
  )
}

function SaveAsFhir({ record, w }: { readonly record: ShownRecord; readonly w: WalletTranslate }) {
  const save = async () => {
    const { writeFhir } = await import("@homesafe/codes/fhir")
    if (!record.credential) return
    const ids = Array.from({ length: record.credential.records.length + 2 }, () => crypto.randomUUID())
    const at = new Date().toISOString()
    const text = JSON.stringify(writeFhir(record.credential, { at, ids, title: w("title") }), null, 2)
    saveBytes("health-record.fhir.json", "application/fhir+json", text)
  }
  return (
    <div className="stack g1">
      <Button kind="quiet" wide icon="save" onClick={() => void save()}>
        {w("export")}
      </Button>
      <p className="small soft">{w("exportHint")}</p>
    </div>
  )
}

function Erase({ id, w }: { readonly id: string; readonly w: WalletTranslate }) {
  const { t, go, say } = useApp()
  const [isAsking, setAsking] = useState(false)
  const erase = async () => {
    await ask("dropRecord", { id })
    say(w("deleted"))
    go("/wallet")
  }
  return (
    <>
      <Button kind="danger" wide icon="x" onClick={() => setAsking(true)}>
        {w("delete")}
      </Button>
      <Dialog
        open={isAsking}
        title={w("deleteTitle")}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {t("action.cancel")}
            </Button>
            <Button kind="danger" onClick={() => void erase()}>
              {w("delete")}
            </Button>
          </>
        }
      >
        <p>{w("deleteText")}</p>
      </Dialog>
    </>
  )
}
