import path from "node:path"
import { checkShare, joinShares, makeSeal, openKey, readSeal, weeksIn } from "@homesafe/opener/upload-seal"
import { uploadKeysFolder } from "../deployment/upload-keys.ts"
import { readShares } from "./unseal-command.ts"

export const reshareUsage = `usage: homesafe reshare --officers N --needed M --to FOLDER SHARE SHARE…

  Seals the upload keys anew and shares the seal among N officers, of whom any M must bring their shares. SHARE are files of enough
  of today's shares. The new ones are written to FOLDER, one file each: hand them over and remove them. Earlier shares open nothing
  from then on but what somebody kept of the earlier files. HOMESAFE_UPLOAD_KEYS names the opener's folder where HOMESAFE_HOME is not its home.`

/** What the command was asked. */
export interface Reshare {
  readonly officers: number
  readonly needed: number
  readonly to: string
  readonly files: readonly string[]
}

/** Reads the command's words; nothing when they are not understood. One share that opens everything is no sharing. */
export function readReshareArguments(args: readonly string[]): Reshare | undefined {
  const rest = args.slice(1)
  const take = (name: string) => {
    const at = rest.indexOf(name)
    return at < 0 ? undefined : rest.splice(at, 2)[1]
  }
  const [officers, needed, to] = [Number(take("--officers")), Number(take("--needed")), take("--to")]
  const isGood = Number.isInteger(officers) && Number.isInteger(needed) && needed >= 2 && needed <= officers
  if (!isGood || officers > 255 || to === undefined || rest.length === 0 || rest.some((word) => word.startsWith("--")))
    return undefined
  return { officers, needed, to: path.resolve(process.env.INIT_CWD ?? process.cwd(), to), files: rest }
}

/** Shares the upload keys anew: false where the shares brought are not enough, with the reason. */
export async function reshare(
  home: string,
  { officers, needed, to, files }: Reshare,
  say: (line: string) => void,
): Promise<boolean> {
  const folder = process.env.HOMESAFE_UPLOAD_KEYS ?? uploadKeysFolder(home)
  const seal = readSeal(folder)
  if (!seal) {
    say(`there are no sealed upload keys in ${folder}`)
    return false
  }
  const shares = [...new Set(readShares(files))]
  if (shares.some((share) => checkShare(seal, share) !== null)) {
    say("one of these is no share of these upload keys, or of an earlier seal")
    return false
  }
  if (shares.length < seal.needed) {
    say(`${seal.needed} officers must bring their shares`)
    return false
  }
  const pair = await joinShares(seal, shares)
  const keys = new Map<number, Uint8Array>()
  for (const week of weeksIn(folder)) keys.set(week, await openKey(folder, seal, pair, week))
  await makeSeal(folder, { officers, needed, sharesTo: to }, keys)
  say(`shared among ${officers} officers, any ${needed} of whom open; the new shares lie in ${to}`)
  return true
}
