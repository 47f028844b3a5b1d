import { readTrustFile } from "@homesafe/codes/credentials"
import { dateOfDay, readDate } from "@homesafe/domain"
import {
  type IssuerKey,
  type Issuers,
  readIssuers,
  type ServiceDay,
  serviceDay,
  startOfServiceDay,
  unixSeconds,
  utf8Of,
  writeIssuers,
} from "@homesafe/protocol"
import { Banner, Card, FileField, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"

const LARGEST = 3_000_000
const USUAL_DAYS = 365

/** Keys from a file as issuers publish them, put into the list that is being made. */
export function AddKeys({
  issuers,
  today,
  onChange,
}: {
  readonly issuers: Issuers
  readonly today: ServiceDay
  readonly onChange: (next: Issuers) => void
}) {
  const { t, deployment } = useConsole()
  const [address, setAddress] = useState("")
  const [until, setUntil] = useState(dateOfDay(serviceDay(today + USUAL_DAYS)))
  const [outcome, setOutcome] = useState<{ readonly n: number; readonly left: number } | "no-list" | null>(null)
  const take = async (file: File) => {
    const last = readDate(until)
    const text = file.size > LARGEST || last === undefined ? "" : await file.text()
    const from = startOfServiceDay(today, deployment.offset)
    const ends = startOfServiceDay(serviceDay((last ?? today) + 1), deployment.offset)
    const found = keysIn(text, { address: address.trim(), from, until: ends })
    if (!found) return setOutcome("no-list")
    setOutcome({ n: found.keys.length, left: found.left })
    onChange(inOrder({ ...issuers, keys: [...issuers.keys, ...found.keys] }))
  }
  return (
    <Card>
      <div className="stack g4">
        <h2>{t("issuers.add")}</h2>
        <p>{t("issuers.addText")}</p>
        <TextField
          label={t("issuers.address")}
          hint={t("issuers.addressHint")}
          optional={t("state.optional")}
          type="url"
          autoComplete="off"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <TextField
          label={t("issuers.believed")}
          hint={t("issuers.believedHint")}
          type="date"
          min={dateOfDay(today)}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <FileField
          label={t("issuers.choose")}
          choose={t("issuers.choose")}
          accept=".json,.pem,.txt,application/json"
          onFile={(file) => void take(file)}
        />
        {outcome === "no-list" && (
          <Banner level="fault" title={t("issuers.notAList")}>
            {t("issuers.notAListText")}
          </Banner>
        )}
        {outcome !== null && outcome !== "no-list" && <Banner level="info">{t("issuers.taken", outcome)}</Banner>}
      </div>
    </Card>
  )
}

/** The list in its one order, each key once. */
export function inOrder(issuers: Issuers): Issuers {
  const read = readIssuers(writeIssuers(issuers))
  return read.ok ? read.value : issuers
}

function keysIn(
  text: string,
  terms: Parameters<typeof readTrustFile>[1],
): { readonly keys: readonly IssuerKey[]; readonly left: number } | null {
  const own = readIssuers(utf8Of(text))
  if (own.ok) return { keys: own.value.keys, left: 0 }
  const found = readTrustFile(text, terms)
  if (!found) return null
  const keys = found.keys.flatMap(({ format, spki, from, until, ...key }): IssuerKey[] => {
    if (format === "smart-health-link") return []
    return [{ ...key, format, spki: Uint8Array.from(spki), from: unixSeconds(from), until: unixSeconds(until) }]
  })
  return { keys, left: found.left }
}
