import { saveBytes } from "../export/save-bytes.ts"

/** Saves a transfer box as a file; what it is called tells nothing of what is in it. */
export function saveFile(box: Uint8Array<ArrayBuffer>): void {
  saveBytes("homesafe-move.bin", "application/octet-stream", box)
}
