import { askForRecovery, type CallProblem, call } from "@homesafe/api"
import { readPoster } from "@homesafe/protocol/venue"
import { Banner, Button, focusFirstError, PageHead, Steps, TextAreaField, TextField } from "@homesafe/ui"
import { PhotoField } from "@homesafe/ui/scan"
import { type FormEvent, useRef, useState } from "react"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { photoWords } from "../posters/photo-words.ts"
import { isMail } from "../session/is-mail.ts"

/** The contract wants so many letters: officers need a sentence to go by. */
const SHORTEST = 10

/** For an owner who has lost the mailbox: names the venue by its poster, which proves no more than that somebody has the poster. */
export function LostPage() {
  const { t } = usePortal()
  const [sentTo, setSentTo] = useState<string | null>(null)
  return (
    <>
      <PageHead title={t("lost.title")} text={t("lost.lead")} />
      <section className="card stack g3" aria-labelledby="steps">
        <h2 id="steps">{t("lost.steps")}</h2>
        <Steps items={[t("lost.step1"), t("lost.step2"), t("lost.step3"), t("lost.step4")]} />
      </section>
      {sentTo === null ? (
        <LostForm onSent={setSentTo} />
      ) : (
        <div className="card stack g3" role="status">
          <h2>{t("lost.sentTitle")}</h2>
          <p>{t("lost.sentText", { mail: sentTo })}</p>
        </div>
      )}
    </>
  )
}

type Faults = { readonly mail?: string; readonly words?: string; readonly poster?: string }

function LostForm({ onSent }: { readonly onSent: (mail: string) => void }) {
  const { t, deployment } = usePortal()
  const [poster, setPoster] = useState<{ readonly commit: string; readonly name: string } | null>(null)
  const [mail, setMail] = useState("")
  const [words, setWords] = useState("")
  const [faults, setFaults] = useState<Faults>({})
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const open = (text: string) => {
    const read = readPoster(text, deployment.trust)
    // The code's secret stays here: what is sent is the commitment, by which the server knows the venue.
    setPoster(read.ok ? { commit: read.value.commit, name: nameIn(read.value.names, t.language) } : null)
    setFaults({ ...faults, poster: read.ok ? "" : t("recover.notGenuine") })
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const found: Faults = {
      ...(poster ? {} : { poster: t("lost.posterMissing") }),
      ...(isMail(mail.trim()) ? {} : { mail: t("signIn.mailMissing") }),
      ...(words.trim().length >= SHORTEST ? {} : { words: t("lost.wordsMissing") }),
    }
    setFaults(found)
    setProblem(null)
    if (!poster || Object.keys(found).length > 0) {
      if (form.current) focusFirstError(form.current)
      return
    }
    setBusy(true)
    const body = { mail: mail.trim(), language: t.language, commit: poster.commit, words: words.trim() }
    const sent = await call(askForRecovery, { body })
    setBusy(false)
    if (sent.ok) onSent(body.mail)
    else setProblem(sent.problem)
  }
  return (
    <form ref={form} className="card stack g5" noValidate onSubmit={(event) => void send(event)}>
      <PhotoField
        words={photoWords(t)}
        onText={open}
        onProblem={(why) => setFaults({ ...faults, poster: t(`photo.${why}`) })}
      />
      <div role="status">
        {poster && (
          <Banner level="corrected" icon="check">
            {t("lost.posterRead", { venue: poster.name })}
          </Banner>
        )}
      </div>
      {faults.poster && <Banner level="fault">{faults.poster}</Banner>}
      <TextField
        label={t("lost.mail")}
        hint={t("lost.mailHint")}
        error={faults.mail}
        type="email"
        autoComplete="email"
        value={mail}
        onChange={(event) => setMail(event.currentTarget.value)}
      />
      <TextAreaField
        label={t("lost.words")}
        hint={t("lost.wordsHint")}
        error={faults.words}
        maxLength={500}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
      <p>
        <Button type="submit" busy={isBusy}>
          {t("lost.send")}
        </Button>
      </p>
    </form>
  )
}
