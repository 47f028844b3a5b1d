import { Banner, Button, Facts, Switch } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { CameraView, type PhotoState } from "../scan/camera-view.tsx"
import { useApp } from "../shell/app-context.ts"
import { CheckNumber } from "./check-number.tsx"
import { MovePart } from "./move-part.tsx"
import type { RelayProblem } from "./relay.ts"
import { saveFile } from "./save-file.ts"
import type { SendView, TransferCodeProblem } from "./send-diary.ts"
import { WaitForAnswer } from "./wait-for-answer.tsx"

type Problem = TransferCodeProblem | RelayProblem | "nothing-scanned"
type Step =
  | { readonly name: "before" }
  | { readonly name: "scan"; readonly photo: PhotoState }
  | { readonly name: "compare"; readonly view: SendView; readonly isSending: boolean }
  | { readonly name: "wait"; readonly how: "relay" | "file" }

/** The old phone: says what will happen, scans, compares the numbers, sends, waits, and only then erases. */
export function OldPhone({ scanned, onBack }: { readonly scanned: string | null; readonly onBack: () => void }) {
  const { t } = useApp()
  const [step, setStep] = useState<Step>({ name: "before" })
  const [problem, setProblem] = useState<Problem | null>(null)
  const [keepsCopy, setKeepsCopy] = useState(false)

  const take = async (text: string) => {
    const read = await ask("readTransferCode", { text })
    setProblem(read.ok ? null : read.problem)
    setStep(read.ok ? { name: "compare", view: read.view, isSending: false } : { name: "before" })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for a code that was scanned before this page was open.
  useEffect(() => {
    if (scanned !== null) void take(scanned)
  }, [])
  const send = async (view: SendView, how: "relay" | "file") => {
    setProblem(null)
    setStep({ name: "compare", view, isSending: true })
    const sent = await ask("sendTransfer", { how })
    if (!sent.ok) {
      setProblem(sent.problem)
      return setStep(
        sent.problem === "nothing-scanned" ? { name: "before" } : { name: "compare", view, isSending: false },
      )
    }
    if (sent.box) saveFile(sent.box)
    setStep({ name: "wait", how })
  }
  const fault = problem && (
    <Banner level="fault" title={t(`move.problem.${problem}.title`)}>
      {t(`move.problem.${problem}.text`)}
    </Banner>
  )
  switch (step.name) {
    case "scan":
      return (
        <MovePart title={t("move.isOld")} onBack={() => setStep({ name: "before" })}>
          <CameraView
            title={t("move.old.aim")}
            onText={(text) => void take(text)}
            onPhoto={(photo) => setStep({ name: "scan", photo })}
          />
        </MovePart>
      )
    case "compare":
      return (
        <MovePart title={t("move.isOld")}>
          {fault}
          <Compare
            {...step}
            onSend={(how) => void send(step.view, how)}
            onStop={() => {
              void ask("stopTransfer", {})
              onBack()
            }}
          />
        </MovePart>
      )
    case "wait":
      return <WaitForAnswer how={step.how} keepsCopy={keepsCopy} onBack={onBack} />
    default:
      return (
        <MovePart
          title={t("move.isOld")}
          onBack={onBack}
          dock={
            <Button wide big icon="scan" onClick={() => setStep({ name: "scan", photo: "none" })}>
              {t("move.old.scan")}
            </Button>
          }
        >
          {fault}
          <Before keepsCopy={keepsCopy} onKeepCopy={setKeepsCopy} />
        </MovePart>
      )
  }
}

function Before({
  keepsCopy,
  onKeepCopy,
}: {
  readonly keepsCopy: boolean
  readonly onKeepCopy: (keeps: boolean) => void
}) {
  const { t } = useApp()
  return (
    <>
      <div className="card">
        <Facts
          items={[
            { icon: "seal", term: t("move.old.fact.seal"), value: t("move.old.fact.sealText") },
            { icon: "clock", term: t("move.old.fact.open"), value: t("move.old.fact.openText") },
            { icon: "x", term: t("move.old.fact.erase"), value: t("move.old.fact.eraseText") },
          ]}
        />
      </div>
      <div className="card">
        <Switch
          label={t("move.old.keepCopy")}
          checked={keepsCopy}
          onChange={(event) => onKeepCopy(event.currentTarget.checked)}
        />
      </div>
    </>
  )
}

function Compare({
  view,
  isSending,
  onSend,
  onStop,
}: {
  readonly view: SendView
  readonly isSending: boolean
  readonly onSend: (how: "relay" | "file") => void
  readonly onStop: () => void
}) {
  const { t } = useApp()
  const { checkNumber, visits, days, open } = view
  return (
    <>
      <h2>{t("move.old.same")}</h2>
      <CheckNumber digits={checkNumber} />
      <p className="soft">{t("move.old.content", { visits, days })}</p>
      {open > 0 && <p className="soft">{t("move.old.endsOpen", { n: open })}</p>}
      {isSending ? (
        <div className="stack g2">
          <p role="status">{t("move.old.sending")}</p>
          <progress aria-label={t("move.old.sending")} />
        </div>
      ) : (
        <div className="stack g2">
          <Button wide big icon="check" onClick={() => onSend("relay")}>
            {t("move.old.send")}
          </Button>
          <Button kind="quiet" wide icon="save" onClick={() => onSend("file")}>
            {t("move.old.save")}
          </Button>
          <Button kind="quiet" wide icon="x" onClick={onStop}>
            {t("move.old.differs")}
          </Button>
        </div>
      )}
    </>
  )
}
