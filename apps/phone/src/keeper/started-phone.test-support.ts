import "fake-indexeddb/auto"
import type { UnixSeconds } from "@homesafe/protocol"
import { vi } from "vitest"
import { checkList, viewOfList } from "../feed/check-list.ts"
import { viewOfAlerts } from "../feed/list-alerts.ts"
import { deployment } from "../feed/published-lists.test-support.ts"
import { type ListWord, wordOfList } from "../shell/word-of-list.ts"
import type { Keeper } from "./keeper.ts"
import { clearDatabase, openDatabase } from "./open-database.ts"
import { startKeeper } from "./start-keeper.ts"

/** The phone's disk: its files by name, behind the browser's own interface. */
const disk = new Map<string, Uint8Array<ArrayBuffer>>()

function handleOf(name: string) {
  const bytes = () => disk.get(name) ?? new Uint8Array()
  return {
    read(into: Uint8Array, { at }: { at: number }) {
      const part = bytes().subarray(at, at + into.length)
      into.set(part)
      return part.length
    },
    write(part: Uint8Array, { at }: { at: number }) {
      const longer = new Uint8Array(Math.max(bytes().length, at + part.length))
      longer.set(bytes())
      longer.set(part, at)
      disk.set(name, longer)
      return part.length
    },
    flush() {},
    getSize: () => bytes().length,
  }
}

function fileOf(name: string) {
  return {
    createSyncAccessHandle: async () => handleOf(name),
    getFile: async () => new Blob([disk.get(name) ?? new Uint8Array()]),
  }
}

/** What the phone's network answers for a file of the feed; undefined: there is none. */
export type Serve = (name: string) => Uint8Array<ArrayBuffer> | undefined

/** A phone with an empty database, a new store, and a network that `serve` answers. Give its starts and checks their times. */
export async function newPhone(serve: Serve) {
  vi.stubGlobal("navigator", {
    storage: { getDirectory: async () => ({ getFileHandle: async (name: string) => fileOf(name) }) },
  })
  vi.stubGlobal("fetch", async (path: string) => {
    if (path === "/deployment.json") return Response.json(deployment)
    const file = serve(path.replace("/feed/", ""))
    const type = path === "/feed/head" ? "application/json" : "application/octet-stream"
    return file ? new Response(file, { headers: { "content-type": type } }) : new Response(null, { status: 404 })
  })
  const db = await openDatabase()
  await clearDatabase(db)
  db.close()
  disk.clear()
  const start = async (now: UnixSeconds): Promise<Keeper> => {
    const started = await startKeeper(now, { mayCreate: true, unlock: { kind: "none" } }, () => {})
    if (!started.ok) throw new Error(started.problem)
    return started.keeper
  }
  return { start }
}

/** Has the phone ask for the list, as the app does, and gives the one word that its pages then say. */
export async function checkAndSay(keeper: Keeper, now: UnixSeconds): Promise<ListWord> {
  await checkList(keeper, now)
  return sayOf(keeper, now)
}

/** The word of the list. */
export function sayOf(keeper: Keeper, now: UnixSeconds): ListWord {
  return wordOfList({ list: viewOfList(keeper, now), alerts: viewOfAlerts(keeper) })
}
