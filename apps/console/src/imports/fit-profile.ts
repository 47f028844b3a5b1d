import type { ImportProfile } from "@homesafe/api"

/** The saved mapping that was made for a table with these titles: most of them must be the same. */
export function fittingProfile(profiles: readonly ImportProfile[], head: readonly string[]): ImportProfile | null {
  const share = ({ titles }: ImportProfile) => {
    const same = titles.filter((title) => head.includes(title)).length
    return same / Math.max(1, titles.length, head.length)
  }
  const best = profiles
    .map((profile) => ({ profile, share: share(profile) }))
    .sort((one, other) => other.share - one.share)[0]
  return best && best.share >= 0.7 ? best.profile : null
}
