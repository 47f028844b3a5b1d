import type { StoreFile } from "@homesafe/protocol/visitor"

/** The part of a synchronous access handle that the store needs. */
export interface AccessHandle {
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number
  write(from: Uint8Array<ArrayBuffer>, options: { at: number }): number
  flush(): void
  getSize(): number
}

/** The files of this origin that the keeper holds: the store (Spec §5), and what has no day (ADR 0009). */
export type FileName = "vt1.store" | "vt1.beside"

/** Says whether a write failed because the browser or the disk has no room. */
export function isNoRoom(error: unknown): boolean {
  return error instanceof Error && error.name === "QuotaExceededError"
}

/** The store's file through an access handle; a short read or write is a broken disk and throws. */
export function storeFileOn(handle: AccessHandle): StoreFile {
  return {
    read(offset, length) {
      const bytes = new Uint8Array(length)
      if (handle.read(bytes, { at: offset }) !== length) throw new Error("the store's file is too short")
      return bytes
    },
    write(offset, bytes) {
      const copy = new Uint8Array(bytes)
      if (handle.write(copy, { at: offset }) !== copy.length) throw new DOMException("no room", "QuotaExceededError")
    },
    flush: () => handle.flush(),
    size: () => handle.getSize(),
  }
}

/** A private window, or storage switched off; or the browser has not let go of a file that somebody had open. */
export type FileProblem = "storage-refused" | "storage-held"

/**
 * Opens the file that only this origin can see; only one thread can hold it. Right after a crash or a reload the browser may still hold
 * the old handle, so it is asked for some seconds. Chromium holds a file that was cleared while it was open until the browser is closed.
 */
export async function openStoreFile(
  name: FileName,
): Promise<{ ok: true; file: StoreFile } | { ok: false; problem: FileProblem }> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      const folder = await navigator.storage.getDirectory()
      const entry = await folder.getFileHandle(name, { create: true })
      return { ok: true, file: storeFileOn(await entry.createSyncAccessHandle()) }
    } catch (error) {
      if (isNoRoom(error)) throw error
      const isHeld = error instanceof DOMException && error.name === "NoModificationAllowedError"
      if (!isHeld) return { ok: false, problem: "storage-refused" }
    }
    await new Promise((resume) => setTimeout(resume, 25))
  }
  return { ok: false, problem: "storage-held" }
}
