/** Why the newest list is late, in a word of the protocol's problems; null when all is well. In memory: the next attempt writes it anew. */
export interface PublishingState {
  problem: string | null
}
