/** The last fixed time of publication not after `now`. All in seconds; times count from the service day's start (Spec §8). */
export function lastPublicationTime(now: number, offset: number, every: number): number {
  const intoDay = (now + offset) % 86_400
  return now - (intoDay % every)
}

/** The next fixed time of publication. */
export function nextPublicationTime(now: number, offset: number, every: number): number {
  const last = lastPublicationTime(now, offset, every)
  const dayEnd = now - ((now + offset) % 86_400) + 86_400
  return Math.min(last + every, dayEnd)
}
