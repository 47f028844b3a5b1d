import { call, getIssuersFile, listFileChanges, proposeIssuers } from "@homesafe/api"
import { compareIssuers } from "@homesafe/domain"
import {
  base64urlOf,
  bytesOfBase64url,
  type Issuers,
  readIssuers,
  type ServiceDay,
  serviceDay,
  writeIssuers,
} from "@homesafe/protocol"
import { Banner, Button, Card, PageHead, saveFile, TextAreaField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useConsole } from "../app/context.ts"
import { goTo } from "../app/route.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { MissingKey } from "../session/missing-key.tsx"
import { problemText } from "../session/problem-text.ts"
import { AddKeys } from "./issuers-add.tsx"
import { IssuersDifferenceList } from "./issuers-difference.tsx"
import { IssuersNow } from "./issuers-now.tsx"
import { RevokeDocument } from "./issuers-revoke.tsx"
import { NoRight } from "./no-right.tsx"
import { signNextFile } from "./send-change.ts"

/** Whose health documents are believed: the list as it stands, and what an officer makes of it. */
export function IssuersPage() {
  const { t, officer } = useConsole()
  const files = useCall(listFileChanges, {})
  const now = useCall(getIssuersFile, {})
  return (
    <div className="stack g5">
      <PageHead
        crumbs={<a href="/changes">{t("changes.title")}</a>}
        title={t("issuers.title")}
        text={t("issuers.text")}
      />
      <MissingKey />
      {!officer.roles.includes("policy") && <Banner level="caution">{t("rule.needsRole")}</Banner>}
      <Waiting of={files}>
        {({ changes, keys, today }) => {
          const open = changes.find(({ file, state }) => file === "issuers" && state === "proposed")
          return (
            <>
              <NoRight keys={keys} />
              {open && (
                <Banner level="caution" title={t("problem.change-open")}>
                  <a href={`/changes/${open.id}`}>{t("changes.look")}</a>
                </Banner>
              )}
              <Waiting of={now}>
                {({ seq, file }) => {
                  const bytes = bytesOfBase64url(file)
                  const read = bytes && readIssuers(bytes)
                  if (!read?.ok) return <Banner level="fault" title={t("change.notWhole")} />
                  return <Editor key={seq} seq={seq} before={read.value} today={serviceDay(today)} mayChange={!open} />
                }}
              </Waiting>
            </>
          )
        }}
      </Waiting>
    </div>
  )
}

function Editor({
  seq,
  before,
  today,
  mayChange,
}: {
  readonly seq: number
  readonly before: Issuers
  readonly today: ServiceDay
  readonly mayChange: boolean
}) {
  const { t } = useConsole()
  const [next, setNext] = useState(before)
  const change = mayChange ? setNext : undefined
  return (
    <div className="grid-2">
      <div className="stack g4">
        <IssuersNow issuers={next} onChange={change} />
        <div>
          <Button
            kind="quiet"
            icon="save"
            onClick={() => saveFile("issuers.json", new Blob([writeIssuers(next)], { type: "application/json" }))}
          >
            {t("issuers.save")}
          </Button>
        </div>
      </div>
      {change && (
        <div className="stack g4">
          <AddKeys issuers={next} today={today} onChange={change} />
          <RevokeDocument issuers={next} onChange={change} />
          <Propose seq={seq} before={before} next={next} onReset={() => setNext(before)} />
        </div>
      )}
    </div>
  )
}

function Propose({
  seq,
  before,
  next,
  onReset,
}: {
  readonly seq: number
  readonly before: Issuers
  readonly next: Issuers
  readonly onReset: () => void
}) {
  const { t, deployment, officer } = useConsole()
  const askAnew = useAskAnew()
  const [reason, setReason] = useState("")
  const [isTried, setTried] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const difference = compareIssuers(before, next)
  const isChanged = Object.values(difference).some(({ length }) => length > 0)
  const words = reason.trim()
  const propose = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isChanged || words.length < 3) return
    setBusy(true)
    const content = writeIssuers(next)
    const signed = await signNextFile(officer, deployment.dep, { file: "issuers", seq: seq + 1, content })
    const body = { file: base64urlOf(content), reason: words }
    const sent = signed.ok ? await call(proposeIssuers, { body: { ...body, ...signed.value } }) : signed
    setBusy(false)
    if (sent.ok) return goTo(`/changes/${sent.value.id}`)
    askAnew()
    setFault(sent.problem === "no-key" ? t("key.missing") : problemText(t, sent.problem))
  }
  return (
    <Card>
      <form className="stack g4" noValidate onSubmit={(event) => void propose(event)}>
        <h2>{t("issuers.changes")}</h2>
        {isChanged ? <IssuersDifferenceList difference={difference} /> : <p>{t("issuers.noChanges")}</p>}
        <TextAreaField
          label={t("issuers.reason")}
          hint={t("issuers.reasonHint")}
          maxLength={500}
          value={reason}
          error={isTried && words.length < 3 ? t("issuers.reasonNeeded") : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {fault !== null && <Banner level="fault">{fault}</Banner>}
        <div className="row g2">
          <Button type="submit" icon="key" busy={isBusy} disabled={!isChanged}>
            {t("propose.sign")}
          </Button>
          {isChanged && (
            <Button kind="quiet" icon="undo" onClick={onReset}>
              {t("issuers.reset")}
            </Button>
          )}
        </div>
      </form>
    </Card>
  )
}
