import {
  call,
  getRegisteredVenue,
  listFileChanges,
  proposeRevocation,
  type RegisteredVenueRecord,
  type ReplyOf,
} from "@homesafe/api"
import { dateOfDay, isRevocable, REVOKE_AHEAD_DAYS, readDate, withRevoked } from "@homesafe/domain"
import { bytesOfBase64url, readRevoked, serviceDay, writeRevoked } from "@homesafe/protocol"
import { Banner, Button, Card, Dialog, PageHead, TextAreaField, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { goTo } from "../app/route.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { MissingKey } from "../session/missing-key.tsx"
import { problemText } from "../session/problem-text.ts"
import { NoRight } from "./no-right.tsx"
import { signNextFile } from "./send-change.ts"

type Files = ReplyOf<typeof listFileChanges>

/** From a venue to the signed proposal that its codes end on a day, or are good again. */
export function RevokePage({ id }: { readonly id: string }) {
  const { t } = useConsole()
  const venue = useCall(getRegisteredVenue, { params: { id } })
  const files = useCall(listFileChanges, {})
  return (
    <Waiting of={venue}>
      {(found) => (
        <div className="stack g5">
          <PageHead
            crumbs={<a href="/venues">{t("venues.title")}</a>}
            title={t(found.revokedFrom === null ? "revoke.title" : "restore.title", {
              venue: nameIn(found.names, t.language),
            })}
            text={t(found.revokedFrom === null ? "revoke.text" : "restore.text")}
          />
          <MissingKey />
          <Waiting of={files}>
            {(value) => (
              <>
                <NoRight keys={value.keys} />
                <RevokeForm venue={found} files={value} />
              </>
            )}
          </Waiting>
        </div>
      )}
    </Waiting>
  )
}

function RevokeForm({ venue, files }: { readonly venue: RegisteredVenueRecord; readonly files: Files }) {
  const { t, deployment, officer } = useConsole()
  const askAnew = useAskAnew()
  const today = serviceDay(files.today)
  const isLifting = venue.revokedFrom !== null
  const [date, setDate] = useState(dateOfDay(today))
  const [reason, setReason] = useState("")
  const [isTried, setTried] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const day = readDate(date)
  const from = isLifting ? null : day !== undefined && isRevocable(day, today) ? day : undefined
  const words = reason.trim()
  const open = files.changes.find(({ file, state }) => file === "revoked" && state === "proposed")
  const name = nameIn(venue.names, t.language)
  const say = sayTimes(deployment, t.language)
  const propose = async () => {
    const before = bytesOfBase64url(files.revoked.file)
    const read = before && readRevoked(before)
    if (from === undefined || !read?.ok) return
    setBusy(true)
    const content = writeRevoked(withRevoked(read.value, venue.vid, from))
    const next = { file: "revoked", seq: files.revoked.seq + 1, content } as const
    const signed = await signNextFile(officer, deployment.dep, next)
    const sent = signed.ok
      ? await call(proposeRevocation, { body: { venue: venue.id, from, reason: words, ...signed.value } })
      : signed
    setBusy(false)
    setAsking(false)
    askAnew()
    if (sent.ok) return goTo(`/changes/${sent.value.id}`)
    setFault(sent.problem === "no-key" ? t("key.missing") : problemText(t, sent.problem))
  }
  if (open) {
    return (
      <Banner level="caution" title={t("problem.change-open")}>
        <a href={`/changes/${open.id}`}>{t("changes.look")}</a>
      </Banner>
    )
  }
  return (
    <Card>
      <form
        className="stack g4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (from !== undefined && words.length >= 3) setAsking(true)
        }}
      >
        {!isLifting && (
          <TextField
            label={t("revoke.from")}
            hint={t("revoke.fromHint")}
            type="date"
            min={dateOfDay(today)}
            max={dateOfDay(serviceDay(today + REVOKE_AHEAD_DAYS))}
            value={date}
            error={isTried && from === undefined ? t("revoke.fromWrong", { days: REVOKE_AHEAD_DAYS }) : undefined}
            onChange={(event) => setDate(event.currentTarget.value)}
          />
        )}
        <TextAreaField
          label={t("revoke.reason")}
          hint={t(isLifting ? "restore.reasonHint" : "revoke.reasonHint")}
          maxLength={500}
          value={reason}
          error={isTried && words.length < 3 ? t("revoke.reasonNeeded") : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {fault !== null && <Banner level="fault">{fault}</Banner>}
        <div>
          <Button type="submit" icon="key">
            {t("propose.sign")}
          </Button>
        </div>
      </form>
      <Dialog
        open={isAsking}
        title={t(isLifting ? "restore.question" : "revoke.question", { venue: name })}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {t("action.cancel")}
            </Button>
            <Button kind={isLifting ? "primary" : "danger"} icon="key" busy={isBusy} onClick={() => void propose()}>
              {t("propose.sign")}
            </Button>
          </>
        }
      >
        {isLifting ? (
          <p>{t("restore.means")}</p>
        ) : (
          <div className="stack g2">
            <p>{t("revoke.means1", { date: say.date(from ?? today) })}</p>
            <p>{t("revoke.means2")}</p>
            <p>{t("revoke.means3")}</p>
          </div>
        )}
      </Dialog>
    </Card>
  )
}
