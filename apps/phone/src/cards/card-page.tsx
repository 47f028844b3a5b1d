import { loadCard } from "@homesafe/i18n/card"
import { type CardInside, type CardProblem, readScannedCard } from "@homesafe/protocol/visitor"
import { Banner, Button, Loading } from "@homesafe/ui"
import { useEffect, useRef, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { CameraView, type PhotoState } from "../scan/camera-view.tsx"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { useTexts } from "../shell/use-texts.ts"
import { CardTexts, useCardTexts } from "./card-texts.ts"
import { FindingsPart } from "./findings-part.tsx"
import { LookingPart } from "./looking-part.tsx"
import { PinPart } from "./pin-part.tsx"
import { useIdle } from "./use-idle.ts"
import { type Looking, useLooking } from "./use-looking.ts"

// A card that was looked into is somebody's; the screen may be a library's.
const IDLE = { warnAfter: 150_000, endAfter: 180_000 } as const

type Step =
  | { readonly name: "scan"; readonly problem: CardProblem | null }
  | { readonly name: "pin"; readonly card: CardInside }
  | { readonly name: "look" }

/** Looks into the card of somebody without a phone: scan the inside, type its PIN, read what the list says. Nothing of it is kept. */
export function CardPage({ scanned }: { readonly scanned: string | null }) {
  const { t } = useApp()
  const texts = useTexts(loadCard)
  return (
    <Page title={t("card.title")} back="/settings">
      {texts ? (
        <CardTexts.Provider value={texts}>
          <CardSteps scanned={scanned} />
        </CardTexts.Provider>
      ) : (
        <Loading text={t("state.loading")} />
      )}
    </Page>
  )
}

function CardSteps({ scanned }: { readonly scanned: string | null }) {
  const { t } = useApp()
  const tc = useCardTexts()
  const [step, setStep] = useState<Step>({ name: "scan", problem: null })
  const [photo, setPhoto] = useState<PhotoState>("none")
  const [looking, look, forget] = useLooking()
  const take = async (text: string) => {
    const { hosts } = await ask("cardWorld", {})
    const card = readScannedCard(text, hosts, "inside")
    if (!card.ok) return setStep({ name: "scan", problem: card.problem })
    if (card.value.hasPin) return setStep({ name: "pin", card: card.value })
    setStep({ name: "look" })
    look(card.value, null)
  }
  // Once: the code that a link brought along.
  const isTaken = useRef(false)
  useEffect(() => {
    if (scanned === null || isTaken.current) return
    isTaken.current = true
    void take(scanned)
  })
  const again = () => {
    forget()
    setStep({ name: "scan", problem: null })
  }
  const isWarned = useIdle(step.name !== "scan", IDLE, again)
  return (
    <div className="stack g4">
      {isWarned && (
        <div role="alert">
          <Banner level="caution" title={tc("idle")}>
            {tc("idleText")}
          </Banner>
        </div>
      )}
      {step.name === "scan" && step.problem === null && (
        <>
          <CameraView title={tc("aim")} onText={(text) => void take(text)} onPhoto={setPhoto} />
          {photo === "reading" && <p role="status">{t("scan.photoReading")}</p>}
          {photo !== "reading" && photo !== "none" && (
            <Banner level="fault" title={t(`scan.photo.${photo}.title`)}>
              {t(`scan.photo.${photo}.text`)}
            </Banner>
          )}
          <p>{tc("lead")}</p>
          <p className="soft small">{tc("ask")}</p>
        </>
      )}
      {step.name === "scan" && step.problem !== null && (
        <>
          <Banner level="fault" title={tc("refused")}>
            {tc(`problem.${step.problem}`)}
          </Banner>
          <Button wide icon="scan" onClick={again}>
            {tc("scanAgain")}
          </Button>
        </>
      )}
      {step.name === "pin" && (
        <PinPart
          onPin={(pin) => {
            look(step.card, pin)
            setStep({ name: "look" })
          }}
        />
      )}
      {step.name === "look" && <Look looking={looking} onAgain={again} />}
    </div>
  )
}

function Look({ looking, onAgain }: { readonly looking: Looking; readonly onAgain: () => void }) {
  const tc = useCardTexts()
  if (looking.state === "found")
    return <FindingsPart findings={looking.findings} list={looking.list} hadPin={looking.hadPin} onAgain={onAgain} />
  if (looking.state === "failed") {
    return (
      <>
        <Banner level="fault" title={tc("failed")}>
          {tc(`failed.${looking.problem}`)}
        </Banner>
        <Button wide icon="scan" onClick={onAgain}>
          {tc("scanAgain")}
        </Button>
      </>
    )
  }
  return <LookingPart looking={looking} onStop={onAgain} />
}
