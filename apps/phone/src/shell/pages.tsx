import { lazy, type ReactNode } from "react"
import { ScanPlace } from "../scan/scan-place.tsx"
import type { Arrival } from "../start/read-arrival.ts"
import { useVoice } from "./app-context.ts"
import type { Route } from "./use-route.ts"

// The scanner is the first screen and comes with the app; every other page is a file of its own, kept on the phone from the first visit on.
const ElderPlace = lazy(async () => ({ default: (await import("../elder/elder-place.tsx")).ElderPlace }))
const DiaryPage = lazy(async () => ({ default: (await import("../diary/diary-page.tsx")).DiaryPage }))
const ByHandPage = lazy(async () => ({ default: (await import("../diary/by-hand-page.tsx")).ByHandPage }))
const VisitPage = lazy(async () => ({ default: (await import("../visit/visit-page.tsx")).VisitPage }))
const AlertsPage = lazy(async () => ({ default: (await import("../exposure/alerts-page.tsx")).AlertsPage }))
const AlertPage = lazy(async () => ({ default: (await import("../exposure/alert-page.tsx")).AlertPage }))
const ExamplePage = lazy(async () => ({ default: (await import("../exposure/example-page.tsx")).ExamplePage }))
const NoticesPage = lazy(async () => ({ default: (await import("../notices/notices-page.tsx")).NoticesPage }))
const PlatePage = lazy(async () => ({ default: (await import("../scan/plate-page.tsx")).PlatePage }))
const FavouritesPage = lazy(async () => ({ default: (await import("../places/favourites-page.tsx")).FavouritesPage }))
const PeoplePage = lazy(async () => ({ default: (await import("../people/people-page.tsx")).PeoplePage }))
const SharePage = lazy(async () => ({ default: (await import("../upload/share-page.tsx")).SharePage }))
const SettingsPage = lazy(async () => ({ default: (await import("../settings/settings-page.tsx")).SettingsPage }))
const ProofPage = lazy(async () => ({ default: (await import("../settings/proof-page.tsx")).ProofPage }))
const ListPage = lazy(async () => ({ default: (await import("../feed/list-page.tsx")).ListPage }))
const LockSettingsPage = lazy(async () => ({
  default: (await import("../lock/lock-settings-page.tsx")).LockSettingsPage,
}))
const MovePage = lazy(async () => ({ default: (await import("../transfer/move-page.tsx")).MovePage }))
const ExportPage = lazy(async () => ({ default: (await import("../export/export-page.tsx")).ExportPage }))
const RulesPage = lazy(async () => ({ default: (await import("../rules/rules-page.tsx")).RulesPage }))
const CardPage = lazy(async () => ({ default: (await import("../cards/card-page.tsx")).CardPage }))
const WalletPage = lazy(async () => ({ default: (await import("../wallet/wallet-page.tsx")).WalletPage }))
const AddRecordPage = lazy(async () => ({ default: (await import("../wallet/add-record-page.tsx")).AddRecordPage }))
const RecordPage = lazy(async () => ({ default: (await import("../wallet/record-page.tsx")).RecordPage }))
const HealthPage = lazy(async () => ({ default: (await import("../health/health-page.tsx")).HealthPage }))
const AboutPage = lazy(async () => ({ default: (await import("../settings/about-page.tsx")).AboutPage }))

/** The page that stands at an address. */
export function PageAt({ route, arrival }: { readonly route: Route; readonly arrival: Arrival }) {
  const { preferences } = useVoice()
  return pageOf(route, arrival, preferences.view === "elder")
}

function pageOf({ path, id }: Route, arrival: Arrival, isElder: boolean): ReactNode {
  const scanned = arrival?.kind === "venue-code" ? arrival.text : null
  switch (path) {
    case "/diary":
      return <DiaryPage />
    case "/diary/add":
    case "/diary/edit":
      return <ByHandPage id={id} />
    case "/diary/visit":
      return <VisitPage id={id} />
    case "/diary/exposures":
      return <AlertsPage />
    case "/diary/exposure":
      return <AlertPage id={id} />
    case "/diary/notices":
      return <NoticesPage id={id} />
    case "/plate":
      return <PlatePage />
    case "/favourites":
      return <FavouritesPage />
    case "/settings/people":
      return <PeoplePage />
    case "/share":
      return <SharePage digits={arrival?.kind === "upload-code" ? arrival.digits : ""} />
    case "/settings":
      return <SettingsPage />
    case "/settings/proof":
      return <ProofPage />
    case "/settings/lock":
      return <LockSettingsPage />
    case "/settings/move":
      return <MovePage scanned={arrival?.kind === "transfer-code" ? arrival.text : null} />
    case "/diary/save":
      return <ExportPage id={id} />
    case "/settings/list":
      return <ListPage />
    case "/settings/example":
      return <ExamplePage />
    case "/settings/rules":
      return <RulesPage />
    case "/settings/card":
      return <CardPage scanned={arrival?.kind === "card-code" ? arrival.text : null} />
    case "/wallet":
      return <WalletPage />
    case "/wallet/add":
      return <AddRecordPage />
    case "/wallet/record":
      return <RecordPage key={id} id={id} />
    case "/settings/health":
      return <HealthPage at={id} />
    case "/settings/about":
      return <AboutPage />
    default:
      return isElder ? <ElderPlace scanned={scanned} /> : <ScanPlace scanned={scanned} />
  }
}
