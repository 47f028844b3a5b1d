import { type CallProblem, call, followMailedLink } from "@homesafe/api"
import { Banner, Button, ErrorState, LinkButton, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { pathOfRoute } from "../app/route.ts"
import type { MailedLink } from "./take-mailed-link.ts"

/** Where a mailed link lands: it says what it would do, and does it at a touch. A mail program that opens links does nothing by it. */
export function ConfirmPage({ link }: { readonly link: MailedLink | null }) {
  const { t } = usePortal()
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [done, setDone] = useState<"yes" | "no" | null>(null)
  const [isBusy, setBusy] = useState(false)
  if (link === null) return <ErrorState title={t("signIn.refusedTitle")} text={t("problem.link-expired")} />
  const { kind } = link
  const follow = async (agree?: boolean) => {
    setBusy(true)
    const followed = await call(followMailedLink, { body: { ...link, ...(agree === undefined ? {} : { agree }) } })
    setBusy(false)
    setProblem(followed.ok ? null : followed.problem)
    if (followed.ok) setDone(agree === false ? "no" : "yes")
  }
  const said = kind === "answer-recovery" && done === "no" ? "stopped" : kind
  return (
    <>
      <PageHead title={t(`confirm.${kind}.title`)} text={t(`confirm.${kind}.text`)} />
      {problem && (
        <Banner level="fault" title={t("signIn.refusedTitle")}>
          {t(`problem.${problem}`)}
        </Banner>
      )}
      <div role="status">
        {done !== null && (
          <Banner level="corrected" icon="check">
            <div className="stack g3">
              <p>{t(`confirm.done.${said}`)}</p>
              <p>
                <LinkButton kind="quiet" href={pathOfRoute({ page: "list" })}>
                  {t("confirm.portal")}
                </LinkButton>
              </p>
            </div>
          </Banner>
        )}
      </div>
      {done === null && (
        <div className="row g2 wrap">
          {kind === "answer-recovery" ? (
            <>
              <Button kind="danger" icon="no" busy={isBusy} onClick={() => void follow(false)}>
                {t("confirm.stop")}
              </Button>
              <Button kind="quiet" icon="check" busy={isBusy} onClick={() => void follow(true)}>
                {t("confirm.agree")}
              </Button>
            </>
          ) : (
            <Button icon="check" busy={isBusy} onClick={() => void follow()}>
              {t(`confirm.${kind}.do`)}
            </Button>
          )}
        </div>
      )}
    </>
  )
}
