import { DemonstrationStrip } from "@homesafe/ui"
import { useState } from "react"
import { CardPage } from "../cards/card-page.tsx"
import { CodePage } from "../code/code-page.tsx"
import { FormPage } from "../forms/form-page.tsx"
import { OfferPage } from "../pairing/offer-page.tsx"
import { SetupPage } from "../pairing/setup-page.tsx"
import { PinPage } from "../staff/pin-page.tsx"
import { StaffDevicePage } from "../staff/staff-device-page.tsx"
import { StaffPage } from "../staff/staff-page.tsx"
import { useGate } from "./context.ts"

/** Chooses the page by what this device is; a screen shows its code again after every start. */
export function Pages() {
  const { t, facts, screen, pairing } = useGate()
  return (
    <>
      {facts.demonstration && <DemonstrationStrip text={t("demonstration.strip")} />}
      {pairing ? <StaffDevicePage pairing={pairing} /> : screen ? <ScreenPages /> : <SetupPage />}
    </>
  )
}

function ScreenPages() {
  const { screen } = useGate()
  const [view, setView] = useState<"code" | "pin" | "staff" | "offer" | "card" | "form">("code")
  if (!screen) return null
  if (view === "offer" || screen.grant === null) return <OfferPage screen={screen} onDone={() => setView("code")} />
  if (view === "pin") return <PinPage onRight={() => setView("staff")} onBack={() => setView("code")} />
  if (view === "staff")
    return (
      <StaffPage
        screen={screen}
        onBack={() => setView("code")}
        onNewKeys={() => setView("offer")}
        onCard={() => setView("card")}
        onForm={() => setView("form")}
      />
    )
  if (view === "card") return <CardPage screen={screen} onBack={() => setView("staff")} />
  if (view === "form") return <FormPage screen={screen} onBack={() => setView("code")} />
  return <CodePage screen={screen} onStaff={() => setView("pin")} onForm={() => setView("form")} />
}
