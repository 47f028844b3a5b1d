import { Button, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { PERSON_NAME_LENGTH } from "../diary/clean-text.ts"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import type { Companion, PersonProblem } from "./people.ts"

/** A person's name: a new one, or another for one that is known. */
export function PersonForm({ person, onKept }: { readonly person: Companion | null; readonly onKept: () => void }) {
  const { t } = useApp()
  const [name, setName] = useState(person?.name ?? "")
  const [problem, setProblem] = useState<PersonProblem | null>(null)
  const keep = async (event: FormEvent) => {
    event.preventDefault()
    const kept = await ask("keepPerson", { id: person?.id ?? null, name })
    setProblem(kept.problem)
    if (kept.problem !== null) return
    setName("")
    onKept()
  }
  return (
    <form className="stack g3" onSubmit={(event) => void keep(event)} noValidate>
      <TextField
        label={t("people.name")}
        hint={t("people.hint")}
        error={problem === null ? undefined : t(`people.problem.${problem}`)}
        value={name}
        autoComplete="off"
        maxLength={PERSON_NAME_LENGTH}
        onChange={(event) => {
          setName(event.currentTarget.value)
          setProblem(null)
        }}
      />
      <Button type="submit" wide icon="plus">
        {t(person ? "people.saveName" : "people.add")}
      </Button>
    </form>
  )
}
