/** Says whether this browser can hand a file to another app. */
export function canHandOver(name: string, type: string): boolean {
  return navigator.canShare?.({ files: [new File([""], name, { type })] }) ?? false
}

/** Opens the system's own choice of apps; its owner may still say no. */
export async function handOver(name: string, type: string, content: string): Promise<void> {
  try {
    await navigator.share({ files: [new File([content], name, { type })] })
  } catch {
    // closed without choosing: nothing was handed over
  }
}
