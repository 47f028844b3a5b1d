import { call, endHealthOfficerSession } from "@homesafe/api"
import { Button } from "@homesafe/ui"
import type { ReactNode } from "react"
import { useHealth } from "./health-context.ts"

const pages = [
  { name: "", role: "reviewer", key: "officer.registrations" },
  { name: "appeals", role: "appeals", key: "officer.appeals" },
  { name: "people", role: "reviewer", key: "officer.paper" },
] as const

/** Who is signed in, and the pages that the roles open. */
export function HealthFrame({ page, children }: { readonly page: string; readonly children: ReactNode }) {
  const { tc, officer, leave } = useHealth()
  const here = pages.find(({ name }) => name === page) ?? pages[0]
  const signOut = async () => {
    await call(endHealthOfficerSession)
    leave()
  }
  return (
    <div className="stack g5">
      <div className="row between g3 wrap">
        <h1>{tc("officer.title")}</h1>
        <span className="row g3">
          <span className="small">{officer.name}</span>
          <Button kind="plain" onClick={() => void signOut()}>
            {tc("signOut")}
          </Button>
        </span>
      </div>
      <nav aria-label={tc("officer.title")}>
        <ul className="row g3 wrap plain">
          {pages
            .filter(({ role }) => officer.roles.includes(role))
            .map(({ name, key }) => (
              <li key={name}>
                <a
                  href={`/health-code${name === "" ? "" : `/${name}`}`}
                  {...(name === here.name ? { "aria-current": "page" as const } : {})}
                >
                  {tc(key)}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      {officer.roles.includes(here.role) ? children : <p>{tc("officer.noRole")}</p>}
    </div>
  )
}
