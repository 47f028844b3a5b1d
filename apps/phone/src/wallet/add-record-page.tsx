import type { ReadTexts } from "@homesafe/codes/credentials"
import { loadWallet } from "@homesafe/i18n/wallet"
import { Banner, Button, FileField, Loading, TextAreaField } from "@homesafe/ui"
import { type FormEvent, useEffect, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { CameraView, type PhotoState } from "../scan/camera-view.tsx"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { useTexts } from "../shell/use-texts.ts"
import { takeRecord } from "./handed-record.ts"
import { loadTrusted, readRecord, type Trusted } from "./read-record.ts"
import { RecordView } from "./record-view.tsx"
import { textsIn, textsOfFile } from "./texts-of-file.ts"
import type { WalletProblem } from "./wallet.ts"
import { sayDays } from "./words.ts"

/** What is on the table: the texts that were read, and what they came to. */
interface Offered {
  readonly texts: readonly string[]
  readonly read: ReadTexts
  readonly trusted: Trusted
}

/** From a code, a picture, a file or text to the question whether to keep it. Nothing is kept before it is answered. */
export function AddRecordPage() {
  const { t, overview, go, say } = useApp()
  const w = useTexts(loadWallet)
  const [offered, setOffered] = useState<Offered | null>(null)
  const [isCamera, setCamera] = useState(false)
  const [isReading, setReading] = useState(false)
  const [problem, setProblem] = useState<WalletProblem | null>(null)
  const offer = async (texts: readonly string[]) => {
    // Several codes of one card come one after the other; any other code begins anew.
    const before = offered?.read.state === "wanting" && texts[0]?.startsWith("shc:/") ? offered.texts : []
    const all = [...new Set([...before, ...texts])]
    const trusted = await loadTrusted()
    const read: ReadTexts = all.length === 0 ? { state: "none" } : await readRecord(all, trusted)
    setProblem(null)
    setOffered({ texts: all, read, trusted })
    if (read.state === "read") setCamera(false)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what the scanner handed over.
  useEffect(() => {
    const text = takeRecord()
    if (text !== null) void offer([text])
  }, [])
  const keep = async (texts: readonly string[]) => {
    const kept = await ask("keepRecord", { texts })
    if ("problem" in kept) return setProblem(kept.problem)
    if (w) say(w("kept"))
    go(`/wallet/record#${kept.id}`)
  }
  const readFile = async (file: File) => {
    setReading(true)
    await offer(await textsOfFile(file).finally(() => setReading(false)))
  }
  if (!w) return <Loading text={t("state.loading")} />
  const days = sayDays(t.language, overview.timeZone)
  return (
    <Page title={w("add")} place="settings" back="/wallet">
      <div className="stack g4">
        {offered?.read.state === "read" ? (
          <>
            <div className="stack g1">
              <h2>{w("question")}</h2>
              <p className="soft">{w("questionText")}</p>
            </div>
            <RecordView credential={offered.read.credential} trusted={offered.trusted} w={w} days={days} />
            {problem && <Banner level="fault" title={w(`problem.${problem}`)} />}
            <Button wide big icon="check" onClick={() => void keep(offered.texts)}>
              {w("keep")}
            </Button>
            <Button kind="quiet" wide onClick={() => go("/wallet")}>
              {w("leave")}
            </Button>
          </>
        ) : (
          <>
            <p className="soft">{w("addText")}</p>
            {offered?.read.state === "none" && (
              <Banner level="fault" title={w("notOne")}>
                {w("notOneText")}
              </Banner>
            )}
            {offered?.read.state === "wanting" && (
              <Banner level="info" title={w("wanting", { have: offered.read.have, of: offered.read.of })} />
            )}
            {isCamera ? (
              <RecordCamera title={w("byCamera")} onText={(text) => void offer([text])} />
            ) : (
              <Button wide icon="scan" onClick={() => setCamera(true)}>
                {w("byCamera")}
              </Button>
            )}
            <FileField
              label={w("byPicture")}
              hint={w("byPictureHint")}
              choose={w("byPicture")}
              accept="image/*,.smart-health-card,.json,.txt,text/plain,application/smart-health-card"
              onFile={(file) => void readFile(file)}
            />
            {isReading && <p role="status">{w("reading")}</p>}
            <PasteForm
              label={w("byPaste")}
              hint={w("byPasteHint")}
              action={w("read")}
              onTexts={(texts) => void offer(texts)}
            />
          </>
        )}
      </div>
    </Page>
  )
}

function RecordCamera({ title, onText }: { readonly title: string; readonly onText: (text: string) => void }) {
  const { t } = useApp()
  const [photo, setPhoto] = useState<PhotoState>("none")
  return (
    <>
      <CameraView title={title} onText={onText} onPhoto={setPhoto} />
      {photo !== "reading" && photo !== "none" && (
        <Banner level="fault" title={t(`scan.photo.${photo}.title`)}>
          {t(`scan.photo.${photo}.text`)}
        </Banner>
      )}
    </>
  )
}

function PasteForm({
  label,
  hint,
  action,
  onTexts,
}: {
  readonly label: string
  readonly hint: string
  readonly action: string
  readonly onTexts: (texts: readonly string[]) => void
}) {
  const [text, setText] = useState("")
  const read = (event: FormEvent) => {
    event.preventDefault()
    onTexts(textsIn(text))
  }
  return (
    <form className="stack g2" onSubmit={read}>
      <TextAreaField
        label={label}
        hint={hint}
        rows={3}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button kind="quiet" type="submit" disabled={text.trim() === ""}>
        {action}
      </Button>
    </form>
  )
}
