import { joinChunks, readCredential } from "@homesafe/codes/credentials"
import type { Issuers } from "@homesafe/protocol"
import { Button, Card, TextAreaField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useConsole } from "../app/context.ts"
import { inOrder } from "./issuers-add.tsx"

/** One document that no longer counts, by its code or by its name; what the code says is read here and kept nowhere. */
export function RevokeDocument({
  issuers,
  onChange,
}: {
  readonly issuers: Issuers
  readonly onChange: (next: Issuers) => void
}) {
  const { t } = useConsole()
  const [text, setText] = useState("")
  const [isWrong, setWrong] = useState(false)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const ids = await idsOf(text.trim())
    setWrong(ids.length === 0)
    if (ids.length === 0) return
    setText("")
    onChange(inOrder({ ...issuers, revoked: [...issuers.revoked, ...ids] }))
  }
  return (
    <Card>
      <form className="stack g4" noValidate onSubmit={(event) => void add(event)}>
        <h2>{t("issuers.revoke")}</h2>
        <p>{t("issuers.revokeText")}</p>
        <TextAreaField
          label={t("issuers.document")}
          rows={3}
          autoComplete="off"
          spellCheck={false}
          value={text}
          error={isWrong ? t("issuers.documentWrong") : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div>
          <Button kind="quiet" type="submit">
            {t("issuers.revokeIt")}
          </Button>
        </div>
      </form>
    </Card>
  )
}

/** The names by which a list can say that this document does not count. */
async function idsOf(text: string): Promise<readonly string[]> {
  if (/^[0-9a-f]{32}$/i.test(text)) return [text.toLowerCase()]
  const joined = text.startsWith("shc:/") ? joinChunks(text.split(/\s+/)) : undefined
  const whole = joined?.state === "whole" ? joined.text : text
  const read = await readCredential(whole, { at: 0, trust: { keys: [], revoked: new Set() } })
  return read?.ids ?? []
}
