import { Banner, Button, Empty, Icon, Loading } from "@homesafe/ui"
import { type ReactNode, useState } from "react"
import { NoteDialog } from "../diary/note-dialog.tsx"
import { useDiary } from "../diary/use-diary.ts"
import { ask } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { ChoosePeopleDialog } from "../people/choose-people-dialog.tsx"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { ArrivalDialog } from "./arrival-dialog.tsx"
import { DeleteDialog } from "./delete-dialog.tsx"
import { LeavingDialog } from "./leaving-dialog.tsx"
import { PlaceName } from "./place-name.tsx"
import { VisitActions, type VisitQuestion } from "./visit-actions.tsx"
import { VisitFacts } from "./visit-facts.tsx"

/** One visit: its times, when it is erased, and the ways to change or delete it. */
export function VisitPage({ id }: { readonly id: string }) {
  const { t } = useApp()
  const visits = useDiary()
  const visit = visits?.find((each) => each.id === id)
  return (
    <Page title={t("visitPage.title")} place="diary" back="/diary">
      {visit ? (
        <OneVisit key={id} visit={visit} />
      ) : visits ? (
        <Empty icon="diary" title={t("visitPage.gone")} text={t("visitPage.goneText")} />
      ) : (
        <Loading text={t("state.loading")} />
      )}
    </Page>
  )
}

function OneVisit({ visit }: { readonly visit: VisitView }): ReactNode {
  const { t, overview, go, say } = useApp()
  const [question, setQuestion] = useState<VisitQuestion>("none")
  const close = () => setQuestion("none")
  const alert = overview.alerts.find((each) => each.id === visit.alertId)
  const isExposed = alert?.state === "exposed"
  const remove = async () => {
    close()
    await ask("deleteVisit", { id: visit.id })
    say(t("visitPage.deleted"))
    go("/diary")
  }
  return (
    <div className="stack g4">
      <h2>
        <PlaceName names={visit.names} part="venue" />
      </h2>
      {alert && (
        <a className={`banner ${isExposed ? "exposed" : "corrected"} plain-link`} href={`/diary/exposure#${alert.id}`}>
          <Icon name={isExposed ? "exposed" : "corrected"} />
          <span className="grow">
            <strong>{t(isExposed ? "diary.exposed" : "diary.corrected")}</strong>
          </span>
        </a>
      )}
      {visit.isProvisional && (
        <Banner level="caution" title={t("visit.provisional")}>
          {t("visit.provisionalText")}
        </Banner>
      )}
      {visit.source === "by-hand" && (
        <Banner level="info" title={t("byHand.chip")}>
          {t("byHand.what")}
        </Banner>
      )}
      <VisitFacts visit={visit} />
      <VisitActions visit={visit} onAsk={setQuestion} />
      <Button kind="danger" wide icon="x" onClick={() => setQuestion("delete")}>
        {t("visitPage.delete")}
      </Button>
      <ArrivalDialog visit={visit} open={question === "arrival"} onClose={close} />
      <LeavingDialog visit={visit} open={question === "leaving"} onClose={close} />
      <ChoosePeopleDialog visit={visit} open={question === "people"} onClose={close} />
      <NoteDialog visit={visit} open={question === "note"} onClose={close} />
      <DeleteDialog open={question === "delete"} onClose={close} onDelete={() => void remove()} />
    </div>
  )
}
