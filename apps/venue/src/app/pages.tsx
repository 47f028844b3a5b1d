import { LinkButton, PageHead } from "@homesafe/ui"
import { useEffect, useRef } from "react"
import { AccountPage } from "../account/account-page.tsx"
import { ConfirmPage } from "../account/confirm-page.tsx"
import { LostPage } from "../account/lost-page.tsx"
import type { MailedLink } from "../account/take-mailed-link.ts"
import { CardsPage } from "../cards/cards-page.tsx"
import { CardsWish } from "../cards/cards-wish.tsx"
import { RecoverPage } from "../keys/recover-page.tsx"
import { ManyPage } from "../many/many-page.tsx"
import { NoticesPage } from "../notices/notices-page.tsx"
import { HandOverPage } from "../people/hand-over-page.tsx"
import { PeoplePage } from "../people/people-page.tsx"
import { PosterPage } from "../posters/poster-page.tsx"
import { TestPage } from "../posters/test-page.tsx"
import { RecordPage } from "../record/record-page.tsx"
import { ChangePage } from "../register/change-page.tsx"
import { RegisterPage } from "../register/register-page.tsx"
import { RequestsPage } from "../requests/requests-page.tsx"
import { ScreensPage } from "../screens/screens-page.tsx"
import { SignInPage } from "../session/sign-in-page.tsx"
import { VehiclesPage } from "../vehicles/vehicles-page.tsx"
import { LoadVenue } from "../venues/load-venue.tsx"
import { VenueListPage } from "../venues/venue-list-page.tsx"
import { VenuePage } from "../venues/venue-page.tsx"
import { usePortal } from "./context.ts"
import { Frame } from "./frame.tsx"
import { pathOfRoute, type Route, useRoute } from "./route.ts"

/** Chooses the page; without a session every page is the sign-in, save those for people who cannot sign in. */
export function Pages({
  signInToken,
  mailedLink,
}: {
  readonly signInToken: string | undefined
  readonly mailedLink: MailedLink | null
}) {
  const { t, mail } = usePortal()
  const route = useRoute()
  const path = pathOfRoute(route)
  const isFirst = useRef(true)
  // A new page is announced by its heading: the focus goes to the content, save at the very start.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is a new page.
  useEffect(() => {
    if (!isFirst.current) document.getElementById("main")?.focus()
    isFirst.current = false
  }, [path])
  useEffect(() => {
    document.title = t("app.title")
  }, [t])
  return <Frame route={route}>{content()}</Frame>

  function content() {
    if (route.page === "lost") return <LostPage />
    if (route.page === "confirm") return <ConfirmPage link={mailedLink} />
    if (mail === null || route.page === "sign-in") return <SignInPage token={signInToken} />
    return <Page key={path} route={route} />
  }
}

function Page({ route }: { readonly route: Exclude<Route, { readonly page: "lost" | "confirm" }> }) {
  const { t, cards } = usePortal()
  switch (route.page) {
    case "list":
    case "sign-in":
      return <VenueListPage />
    case "new":
      return <RegisterPage />
    case "many":
      return <ManyPage />
    case "vehicles":
      return <VehiclesPage />
    case "cards":
      return cards === "granted" ? <CardsPage /> : <CardsWish />
    case "account":
      return <AccountPage />
    case "recover":
      return <RecoverPage />
    case "venue":
      return <VenuePage id={route.id} />
    case "change":
      return <ChangePage id={route.id} />
    case "renew":
      return (
        <LoadVenue id={route.id}>
          {(venue) => (venue.plate === undefined ? <RegisterPage like={venue} /> : <VehiclesPage like={venue} />)}
        </LoadVenue>
      )
    case "new-codes":
      return <LoadVenue id={route.id}>{(venue) => <RegisterPage like={venue} isAnew />}</LoadVenue>
    case "people":
      return <PeoplePage id={route.id} />
    case "hand-over":
      return <HandOverPage id={route.id} />
    case "screens":
      return <ScreensPage id={route.id} />
    case "record":
      return <RecordPage id={route.id} />
    case "notices":
      return <NoticesPage id={route.id} />
    case "requests":
      return <RequestsPage id={route.id} />
    case "poster":
      return <PosterPage id={route.id} entrance={route.entrance} />
    case "test":
      return <TestPage id={route.id} entrance={route.entrance} />
    case "missing":
      return (
        <>
          <PageHead title={t("missing.title")} text={t("missing.text")} />
          <p>
            <LinkButton href={pathOfRoute({ page: "list" })}>{t("nav.venues")}</LinkButton>
          </p>
        </>
      )
  }
}
