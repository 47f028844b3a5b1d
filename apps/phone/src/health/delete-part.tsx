import { deleteHealthAccount, getDeletionReceipt } from "@homesafe/api"
import { hexOf } from "@homesafe/protocol"
import { Banner, Button, Dialog } from "@homesafe/ui"
import { useState } from "react"
import { saveBytes } from "../export/save-bytes.ts"
import { useApp } from "../shell/app-context.ts"
import { callHealth } from "./call-health.ts"
import { type HealthProblem, problemWords, useHealthTexts } from "./health-texts.ts"
import { type KeptStatement, readStatement } from "./statements.ts"
import { checkAgain, type HealthService } from "./use-account.ts"

/** Deletes the account after a clear question and a fresh check; ends with a signed receipt that can be saved. */
export function DeletePart({
  service,
  onDeleted,
  onEnded,
}: {
  readonly service: HealthService
  readonly onDeleted: () => void
  readonly onEnded: () => void
}) {
  const { t } = useApp()
  const tc = useHealthTexts()
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<HealthProblem | null>(null)
  const [receipt, setReceipt] = useState<KeptStatement | null>(null)
  // The wish's own name: where the answer did not arrive, the receipt is asked for by it.
  const [request] = useState(() => hexOf(crypto.getRandomValues(new Uint8Array(16))))

  const run = async () => {
    setBusy(true)
    setProblem(null)
    const checked = await checkAgain()
    const deleted = checked.ok ? await callHealth(deleteHealthAccount, { body: { request } }) : checked
    const answer = deleted.ok ? deleted : await callHealth(getDeletionReceipt, { body: { request } })
    setBusy(false)
    setAsking(false)
    if (answer.ok) {
      const read = readStatement(service, answer.value, "account-deleted", request)
      return read ? setReceipt(read) : setProblem("unexpected")
    }
    const found = deleted.ok ? null : deleted.problem
    if (found === "not-signed-in") onEnded()
    else setProblem(found)
  }
  if (receipt)
    return (
      <div className="stack g4">
        <Banner level="corrected" icon="check" title={tc("start.deleted")} />
        <Button
          wide
          icon="save"
          onClick={() => saveBytes("health-code-receipt.json", "application/json", receipt.text)}
        >
          {tc("start.saveReceipt")}
        </Button>
        <Button kind="quiet" wide onClick={onDeleted}>
          {tc("back")}
        </Button>
      </div>
    )
  return (
    <section className="stack g4" aria-labelledby="health-delete">
      <h2 id="health-delete">{tc("menu.delete")}</h2>
      <p>{tc("delete.text")}</p>
      {problem !== null && <Banner level="fault">{problemWords(t, tc, problem)}</Banner>}
      <Button kind="danger" wide icon="x" onClick={() => setAsking(true)}>
        {tc("menu.delete")}
      </Button>
      <Dialog
        open={isAsking}
        title={tc("delete.ask")}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {tc("delete.keep")}
            </Button>
            <Button kind="danger" busy={isBusy} onClick={() => void run()}>
              {tc("delete.button")}
            </Button>
          </>
        }
      >
        <p>{tc("delete.text")}</p>
      </Dialog>
    </section>
  )
}
