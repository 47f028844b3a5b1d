import { serviceDayOf } from "@homesafe/protocol"
import { Button, FileField, TextAreaField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useGate } from "../app/context.ts"
import { now } from "../time/use-now.ts"
import { readPairingText } from "./read-pairing-text.ts"

type Problem = "no-pairing" | "other-day" | "nothing-found"

/** A second device takes the door's seed of today, by a photo of the screen's staff page or as text. */
export function TakePairing() {
  const { t, database, facts, look } = useGate()
  const [text, setText] = useState("")
  const [problem, setProblem] = useState<Problem | null>(null)
  const { hosts, offset } = facts.trust
  const take = async (given: string) => {
    const read = readPairingText(given, { hosts, today: serviceDayOf(now(), offset) })
    if (!read.ok) return setProblem(read.problem)
    const { day, vid, doorSeed } = read.value
    const write = database.transaction(["seeds", "single"], "readwrite")
    void write.objectStore("seeds").put({ day, doorSeed })
    void write.objectStore("single").put({ name: "pairing", day, vid })
    await write.done
    await look()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void take(text)
  }
  const photo = async (file: File) => {
    const { readOnePhoto } = await import("@homesafe/ui/scan")
    const found = await readOnePhoto(file)
    if (!found.ok) setProblem("nothing-found")
    else await take(found.text)
  }
  return (
    <form className="stack g4" onSubmit={submit} noValidate>
      <div className="stack g2">
        <h1>{t("take.title")}</h1>
        <p className="soft">{t("take.lead")}</p>
      </div>
      <FileField
        label={t("take.photo")}
        choose={t("file.choosePhoto")}
        accept="image/*"
        capture="environment"
        onFile={(file) => void photo(file)}
      />
      <TextAreaField
        label={t("take.text")}
        rows={3}
        value={text}
        autoComplete="off"
        spellCheck={false}
        error={problem ? t(`take.problem.${problem}`) : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit">{t("take.use")}</Button>
    </form>
  )
}
