import { splitEntranceName } from "@homesafe/domain"
import { formatMoment, formatStay, formatTime } from "@homesafe/i18n"
import { Banner, Button, Dialog, Empty, Facts, Icon, Loading } from "@homesafe/ui"
import { useState } from "react"
import { useDiary } from "../diary/use-diary.ts"
import { ask } from "../keeper/ask-keeper.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { LeavingDialog } from "./leaving-dialog.tsx"

/** One visit: its times, when it is erased, and the ways to change or delete it. */
export function VisitPage({ id }: { readonly id: string }) {
  const { t, overview, go, say } = useApp()
  const visits = useDiary()
  const [question, setQuestion] = useState<"none" | "leaving" | "delete">("none")
  const visit = visits?.find((each) => each.id === id)
  if (!visits || !visit) {
    return (
      <Page title={t("visitPage.title")} place="diary" back="/diary">
        {visits ? (
          <Empty icon="diary" title={t("visitPage.gone")} text={t("visitPage.goneText")} />
        ) : (
          <Loading text={t("state.loading")} />
        )}
      </Page>
    )
  }
  const name = sayName(visit.names, t.language)
  const { venue, entrance } = splitEntranceName(name.text)
  const alert = overview.alerts.find((each) => each.id === visit.alertId)
  const isExposed = alert?.state === "exposed"
  const moment = (at: number) => formatMoment(at * 1000, t.language, overview.timeZone)
  const stay =
    visit.leftAt === null
      ? t("diary.untilNow", { from: moment(visit.arrivedAt) })
      : formatStay(visit.arrivedAt * 1000, visit.leftAt * 1000, t.language, overview.timeZone)
  const remove = async () => {
    setQuestion("none")
    await ask("deleteVisit", { id: visit.id })
    say(t("visitPage.deleted"))
    go("/diary")
  }
  return (
    <Page title={t("visitPage.title")} place="diary" back="/diary">
      <div className="stack g4">
        <h2 lang={name.lang}>{venue}</h2>
        {alert && (
          <a
            className={`banner ${isExposed ? "exposed" : "corrected"} plain-link`}
            href={`/diary/exposure#${alert.id}`}
          >
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
        <div className="card">
          <Facts
            items={[
              ...(entrance
                ? [{ icon: "pin" as const, term: t("visitPage.entrance"), value: entrance, lang: name.lang }]
                : []),
              {
                icon: "clock",
                term: t("visitPage.time"),
                value: stay,
                note:
                  visit.leftAt === null
                    ? t("visit.ifYouForget", { time: formatTime(visit.leavesAt * 1000, t.language, overview.timeZone) })
                    : visit.isGuessed
                      ? t("visitPage.guessed")
                      : undefined,
              },
              {
                icon: "save",
                term: t("visitPage.erased"),
                value: moment(visit.erasedAt),
                note: t("visitPage.erasedNote"),
              },
              {
                icon: "seal",
                term: t("visitPage.kept"),
                value: t("visitPage.keptValue"),
                note: visit.leftAt !== null && !visit.isShareable ? t("visitPage.dayFull") : undefined,
              },
            ]}
          />
        </div>
        <div className="stack g2">
          <Button kind="quiet" wide icon="clock" onClick={() => setQuestion("leaving")}>
            {t("visit.changeLeaving")}
          </Button>
          <Button kind="danger" wide icon="x" onClick={() => setQuestion("delete")}>
            {t("visitPage.delete")}
          </Button>
        </div>
      </div>
      <LeavingDialog visit={visit} open={question === "leaving"} onClose={() => setQuestion("none")} />
      <Dialog
        open={question === "delete"}
        title={t("visitPage.deleteTitle")}
        onClose={() => setQuestion("none")}
        actions={
          <>
            <Button kind="quiet" onClick={() => setQuestion("none")}>
              {t("visitPage.keep")}
            </Button>
            <Button kind="danger" onClick={() => void remove()}>
              {t("visitPage.delete")}
            </Button>
          </>
        }
      >
        <p>{t("visitPage.deleteText")}</p>
      </Dialog>
    </Page>
  )
}
