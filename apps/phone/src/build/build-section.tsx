import { Banner, Button, Facts } from "@homesafe/ui"
import { useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import type { BuildAnswer } from "./answer-build.ts"
import { bundleName } from "./bundle-name.ts"
import { type BuildComparison, compareBuild, readBuildList } from "./compare-build.ts"
import { hashKeptFiles } from "./hash-kept-files.ts"

type Found =
  | { readonly state: "none" | "looking" | "offline" }
  | { readonly state: "compared"; readonly build: BuildAnswer; readonly comparison: BuildComparison }

/** Which build runs here, and how anyone can check it: its name is a hash, and each kept file is compared with what was built. */
export function BuildSection() {
  const { t } = useApp()
  const [found, setFound] = useState<Found>({ state: "none" })
  const look = async () => {
    setFound({ state: "looking" })
    const build = await ask("build", {})
    const list = build && readBuildList(build.list)
    if (!build || !list) return setFound({ state: "offline" })
    setFound({ state: "compared", build, comparison: compareBuild(list, await hashKeptFiles()) })
  }
  return (
    <section className="stack g2" aria-labelledby="build">
      <h2 id="build">{t("build.title")}</h2>
      <div className="card">
        <Facts
          items={[
            { icon: "info", term: t("build.version"), value: __APP_VERSION__ },
            { icon: "key", term: t("build.script"), value: <span className="mono small">{bundleName()}</span> },
            ...(found.state === "compared"
              ? [
                  {
                    icon: "seal" as const,
                    term: t("build.name"),
                    value: <span className="mono small break">{found.build.sha256}</span>,
                    note: t("build.nameNote"),
                  },
                ]
              : []),
          ]}
        />
      </div>
      {found.state === "compared" && <Verdict {...found} />}
      {found.state === "offline" && (
        <Banner level="caution" title={t("build.offline")}>
          {t("build.offlineText")}
        </Banner>
      )}
      <Button kind="quiet" wide busy={found.state === "looking"} onClick={() => void look()}>
        {t(found.state === "looking" ? "build.looking" : "build.check")}
      </Button>
      <p className="small soft">{t("build.limit")}</p>
    </section>
  )
}

function Verdict({ build, comparison }: { readonly build: BuildAnswer; readonly comparison: BuildComparison }) {
  const { t } = useApp()
  const wrong = [...comparison.different, ...comparison.unknown]
  const isClean = wrong.length === 0 && build.isSigned !== false
  return (
    <div role="status">
      <Banner
        level={isClean ? "info" : "caution"}
        icon={isClean ? "check" : "caution"}
        title={isClean ? t("build.same", { n: comparison.same }) : t("build.different")}
      >
        {wrong.length > 0 && <p className="mono small break">{wrong.join(" ")}</p>}
        {comparison.missing.length > 0 && <p>{t("build.missing", { n: comparison.missing.length })}</p>}
        <p>{t(build.isSigned === null ? "build.unsigned" : build.isSigned ? "build.signed" : "build.badSignature")}</p>
      </Banner>
    </div>
  )
}
