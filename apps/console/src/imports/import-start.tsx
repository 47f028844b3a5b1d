import { call, type ImportProfile, listImportProfiles, saveImportProfile, sendImport } from "@homesafe/api"
import type { Mapping } from "@homesafe/lists"
import { Banner, Button, FileField, Loading } from "@homesafe/ui"
import { type DragEvent, useState } from "react"
import { useConsole } from "../app/context.ts"
import { goTo } from "../app/route.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"
import { fittingProfile } from "./fit-profile.ts"
import { ImportLook, type LookedAt } from "./import-look.tsx"
import { lookAtFile } from "./look-at-file.ts"

interface Chosen {
  readonly name: string
  readonly file: Uint8Array
  readonly twin: Uint8Array | null
}

const ACCEPT = ".csv,.txt,.tsv,.xlsx,.json,.geojson,.md,.html,.htm,text/csv,text/plain,application/json"

/** Chooses a list, looks at it in this browser, and sends it when the officer has seen how it would be read. */
export function ImportStart() {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const profiles = useCall(listImportProfiles, {}).value?.profiles ?? []
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [looked, setLooked] = useState<LookedAt | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)

  const look = async (next: Chosen, mapping: Mapping | null, profile: ImportProfile | null) => {
    setBusy(true)
    setFault(null)
    setChosen(next)
    const answer = await lookAtFile(next.file, next.twin, mapping)
    const fitting =
      answer.ok && answer.format === "table" && mapping === null ? fittingProfile(profiles, answer.head) : null
    const again = fitting ? await lookAtFile(next.file, next.twin, fitting.mapping as Mapping) : answer // as: saved through saveProfile
    setLooked({ answer: again, profile: fitting ?? profile, isGuided: mapping !== null })
    setBusy(false)
  }
  const choose = async (file: File) => {
    setLooked(null)
    await look({ name: file.name, file: await bytesOf(file), twin: null }, null, null)
  }
  const addTwin = async (file: File) => {
    if (chosen) await look({ ...chosen, twin: await bytesOf(file) }, null, null)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    const [file] = event.dataTransfer.files
    if (file) void choose(file)
  }
  const send = async (profile: { readonly id: string; readonly save: Omit<ImportProfile, "id"> | null } | null) => {
    if (!chosen) return
    setBusy(true)
    if (profile?.save) {
      const saved = await call(saveImportProfile, { params: { id: profile.id }, body: profile.save })
      if (!saved.ok) return fail(problemText(t, saved.problem))
    }
    const { name, file, twin } = chosen
    const body = { file: toBase64url(file), fileName: name.slice(0, 200) }
    const sent = await call(sendImport, {
      body: { ...body, ...(twin && { twin: toBase64url(twin) }), ...(profile && { profile: profile.id }) },
    })
    if (!sent.ok) return fail(problemText(t, sent.problem))
    askAnew()
    goTo(`/imports/${sent.value.id}${sent.value.known ? "/known" : ""}`)
  }
  const fail = (words: string) => {
    setFault(words)
    setBusy(false)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the field inside is the first
    <div className="card stack g4" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <FileField
        label={t("imports.file")}
        hint={t("imports.fileHint")}
        choose={t("imports.drop")}
        accept={ACCEPT}
        onFile={(file) => void choose(file)}
      />
      {isBusy && <Loading text={t("imports.reading")} />}
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      {looked && chosen && !isBusy && (
        <ImportLook
          looked={looked}
          profiles={profiles}
          onLook={(mapping, profile) => void look(chosen, mapping, profile)}
          onSend={(profile) => void send(profile)}
        />
      )}
      {looked?.answer.ok && looked.answer.format === "hong-kong" && !isBusy && (
        <FileField
          label={t("imports.twin")}
          hint={t("imports.twinHint")}
          choose={t("file.choose")}
          accept={ACCEPT}
          onFile={(file) => void addTwin(file)}
        />
      )}
      {looked && !isBusy && (
        <p>
          <Button kind="quiet" icon="undo" onClick={() => setLooked(null)}>
            {t("action.cancel")}
          </Button>
        </p>
      )}
    </div>
  )
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer())
}

function toBase64url(bytes: Uint8Array): string {
  const parts: string[] = []
  // A call takes so many arguments; three bytes make four letters.
  for (let at = 0; at < bytes.length; at += 0x6000)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 0x6000))))
  return parts.join("").replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
}
