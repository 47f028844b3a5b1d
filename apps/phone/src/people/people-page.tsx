import { Button, Dialog, Empty, Icon, Loading } from "@homesafe/ui"
import { useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import type { Companion } from "./people.ts"
import { PersonForm } from "./person-form.tsx"
import { usePeople } from "./use-people.ts"

/** Children and others without a phone: named here, and nowhere else. */
export function PeoplePage() {
  const { t, say } = useApp()
  const people = usePeople()
  const [renamed, setRenamed] = useState<Companion | null>(null)
  const [removed, setRemoved] = useState<Companion | null>(null)
  const remove = async (person: Companion) => {
    setRemoved(null)
    await ask("removePerson", { id: person.id })
    say(t("people.removed", { name: person.name }))
  }
  return (
    <Page title={t("people.title")} place="settings" back="/settings">
      <div className="stack g4">
        <p className="soft">{t("people.what")}</p>
        {!people && <Loading text={t("state.loading")} />}
        {people?.length === 0 && (
          <div className="card flush">
            <Empty icon="people" title={t("people.none")} text={t("people.noneText")} />
          </div>
        )}
        {people && people.length > 0 && (
          <ul className="card flush rows">
            {people.map((person) => (
              <li key={person.id} className="list-row person">
                <span className="disc">
                  <Icon name="people" />
                </span>
                <bdi className="grow t">{person.name}</bdi>
                <span className="row g1">
                  <Button
                    kind="plain"
                    aria-label={t("people.renameThis", { name: person.name })}
                    onClick={() => setRenamed(person)}
                  >
                    {t("people.rename")}
                  </Button>
                  <Button
                    kind="plain"
                    aria-label={t("people.removeThis", { name: person.name })}
                    onClick={() => setRemoved(person)}
                  >
                    {t("action.remove")}
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        )}
        <PersonForm person={null} onKept={() => {}} />
      </div>
      <Dialog open={renamed !== null} title={t("people.renameTitle")} onClose={() => setRenamed(null)} actions={null}>
        {renamed && <PersonForm person={renamed} onKept={() => setRenamed(null)} />}
      </Dialog>
      <Dialog
        open={removed !== null}
        title={t("people.removeTitle", { name: removed?.name ?? "" })}
        onClose={() => setRemoved(null)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setRemoved(null)}>
              {t("people.keep")}
            </Button>
            <Button kind="danger" onClick={() => removed && void remove(removed)}>
              {t("action.remove")}
            </Button>
          </>
        }
      >
        <p>{t("people.removeText")}</p>
      </Dialog>
    </Page>
  )
}
