import { Empty, Loading } from "@homesafe/ui"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { ByHandForm } from "./by-hand-form.tsx"
import { useDiary } from "./use-diary.ts"

/** A place without a code: a new one, or one that is changed. */
export function ByHandPage({ id }: { readonly id: string }) {
  const { t } = useApp()
  const visits = useDiary()
  const visit = visits?.find((each) => each.id === id && each.source === "by-hand")
  const title = t(id === "" ? "byHand.title" : "byHand.editTitle")
  if (id === "") {
    return (
      <Page title={title} place="diary" back="/diary">
        <ByHandForm visit={null} />
      </Page>
    )
  }
  return (
    <Page title={title} place="diary" back={`/diary/visit#${id}`}>
      {visit ? (
        <ByHandForm key={visit.id} visit={visit} />
      ) : visits ? (
        <Empty icon="diary" title={t("visitPage.gone")} text={t("visitPage.goneText")} />
      ) : (
        <Loading text={t("state.loading")} />
      )}
    </Page>
  )
}
