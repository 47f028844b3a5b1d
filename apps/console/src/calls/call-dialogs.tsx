import { type CallLine, call, changeCall, putCall } from "@homesafe/api"
import { TextField } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { useConsole } from "../app/context.ts"
import { useCallWork } from "./work-fields.tsx"

/** Changes when a call is due, in which language, and whose it is. */
export function ChangeCall({ line, onClose }: { readonly line: CallLine; readonly onClose: () => void }) {
  const { t } = useConsole()
  const [work, fields] = useCallWork(line)
  return (
    <ActDialog
      title={t("calls.change")}
      act={t("calls.keep")}
      isReady={work !== undefined}
      send={async () => call(changeCall, { params: { id: line.id }, body: work ?? nothing(line) })}
      onClose={onClose}
    >
      {fields}
    </ActDialog>
  )
}

const nothing = ({ language, interpreter, due }: CallLine) => ({ language, interpreter, due, officer: null })

/** Puts the case itself on the list of calls. */
export function AddCall({
  caseId,
  now,
  onClose,
}: {
  readonly caseId: string
  readonly now: number
  readonly onClose: () => void
}) {
  const { t, officer } = useConsole()
  // One id for one call, however often its sending is tried.
  const [id] = useState(() => crypto.randomUUID())
  const [name, setName] = useState("")
  const [number, setNumber] = useState("")
  const mine = { id: officer.id, name: officer.name }
  const [work, fields] = useCallWork({ language: null, interpreter: false, due: now, officer: mine })
  const send = () =>
    call(putCall, {
      params: { id: caseId, call: id },
      body: {
        name: name.trim(),
        number: number.trim(),
        ...(work ?? { language: null, interpreter: false, due: now, officer: null }),
      },
    })
  return (
    <ActDialog
      title={t("calls.add")}
      act={t("calls.keep")}
      isReady={work !== undefined && name.trim() !== "" && number.trim() !== ""}
      send={send}
      faultText={(problem, field) =>
        problem === "malformed" && field === "number" ? t("calls.numberWrong") : undefined
      }
      onClose={onClose}
    >
      <p>{t("calls.addText")}</p>
      <TextField
        label={t("calls.name")}
        maxLength={80}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextField
        label={t("calls.number")}
        type="tel"
        maxLength={25}
        autoComplete="off"
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      {fields}
    </ActDialog>
  )
}
