import { Banner, Button } from "@homesafe/ui"
import { ask } from "../keeper/ask-keeper.ts"
import type { ScanOutcome } from "../keeper/commands.ts"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"

type Refusal = Extract<ScanOutcome, { ok: false }>["problem"]

/** Why a code was not accepted, in plain words. Nothing that it points to was opened. */
export function RefusedCode({ problem, onAgain }: { readonly problem: Refusal; readonly onAgain: () => void }) {
  const { t } = useApp()
  return (
    <Page
      title={t("refused.title")}
      place="scan"
      isBranded
      dockLabel={t("page.actions")}
      dock={
        <Button icon="scan" wide big onClick={onAgain}>
          {t("refused.again")}
        </Button>
      }
    >
      <div className="stack g4">
        <h1>{t("refused.title")}</h1>
        <Banner level="fault" title={t(`refused.${problem}.title`)}>
          {t(`refused.${problem}.text`)}
        </Banner>
        {problem === "clock-behind" && (
          <Button kind="quiet" wide onClick={() => void ask("makeRoom", {}).then(onAgain)}>
            {t("refused.clockIsRight")}
          </Button>
        )}
        <p className="soft">{t("refused.notOpened")}</p>
        <p className="soft">{t("refused.goIn")}</p>
      </div>
    </Page>
  )
}
