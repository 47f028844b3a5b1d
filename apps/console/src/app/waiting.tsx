import type { CallProblem } from "@homesafe/api"
import { Button, ErrorState, Loading } from "@homesafe/ui"
import type { ReactNode } from "react"
import { problemText } from "../session/problem-text.ts"
import { useConsole } from "./context.ts"

/** A page's loading and error state; its content once there is a value. */
export function Waiting<T>({
  of,
  children,
}: {
  readonly of: { readonly value: T | undefined; readonly problem: CallProblem | null; readonly again: () => void }
  readonly children: (value: T) => ReactNode
}) {
  const { t } = useConsole()
  if (of.value !== undefined) return children(of.value)
  if (of.problem === null) return <Loading text={t("state.loading")} />
  return (
    <ErrorState
      title={t("error.title")}
      text={problemText(t, of.problem)}
      action={<Button onClick={of.again}>{t("action.retry")}</Button>}
    />
  )
}
