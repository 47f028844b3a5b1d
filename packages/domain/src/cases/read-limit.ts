/** Different cases and decisions of which one officer may read what is sealed in any twenty-four hours, before another officer must agree. */
export const USUAL_READS_PER_DAY = 60
/** The time that the limit counts. Seconds. */
export const READ_LIMIT_SECONDS = 86_400

/** How many an officer may read now: as many again for each time that another officer agreed within the time that is counted. */
export function mostReads(perDay: number, agreed: number): number {
  return perDay * (1 + agreed)
}
