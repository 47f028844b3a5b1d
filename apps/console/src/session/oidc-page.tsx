import type { Officer } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { Banner, LinkButton, Loading } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { goTo } from "../app/route.ts"
import { finish, goForCheck, type OidcAnswer } from "./oidc.ts"
import { keepWay } from "./passkeys.ts"
import { problemText } from "./problem-text.ts"

/** Between the console and the identity provider: on the way there for a fresh check, or back with its answer. */
export function OidcPage({
  t,
  answer,
  onSignedIn,
}: {
  readonly t: ConsoleTranslate
  readonly answer: OidcAnswer
  readonly onSignedIn: (officer: Officer) => void
}) {
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    const run = async () => {
      const done = answer.kind === "begin" ? await goForCheck() : await finish(answer.query)
      if (!done.ok) return setFault(problemText(t, done.problem))
      if (answer.kind === "begin") return
      const { kind, way, officer } = done.value as Extract<Awaited<ReturnType<typeof finish>>, { ok: true }>["value"] // as: the answer's own kind
      if (kind === "step-up") return close()
      keepWay(way)
      onSignedIn(officer)
      goTo("/")
    }
    void run()
  }, [t, answer, onSignedIn])
  if (fault === null) return <Loading text={t("oidc.going")} />
  return (
    <div className="stack g5">
      <h1>{t("signIn.title")}</h1>
      <Banner level="fault">{fault}</Banner>
      <LinkButton href="/" kind="quiet">
        {t("oidc.back")}
      </LinkButton>
    </div>
  )
}
