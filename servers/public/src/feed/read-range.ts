/** What a request wants of a file: all of it, the bytes from `from` up to and without `to`, or bytes that are not there. */
export type WantedRange = "whole" | "beyond-the-end" | { readonly from: number; readonly to: number }

const ONE_RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/

/**
 * Reads `Range` and `If-Range` (RFC 9110 §13.1.5, §14.2) of a request for a file of `length` bytes with a strong ETag. Several
 * ranges at once, other units and nonsense are answered with the whole file, as the RFC allows.
 */
export function readRange(
  headers: { readonly range?: string | undefined; readonly "if-range"?: string | string[] | undefined },
  etag: string,
  length: number,
): WantedRange {
  const wanted = ONE_RANGE.exec(headers.range ?? "")
  // A date, a weak tag or another tag: the client's part is not of this file, or we cannot know that it is.
  if (!wanted || (headers["if-range"] ?? etag) !== etag) return "whole"
  const [, first = "", last = ""] = wanted
  if (first === "" && last === "") return "whole"
  if (first === "")
    return Number(last) === 0 ? "beyond-the-end" : { from: Math.max(0, length - Number(last)), to: length }
  const from = Number(first)
  if (last !== "" && Number(last) < from) return "whole"
  if (from >= length) return "beyond-the-end"
  return { from, to: last === "" ? length : Math.min(Number(last) + 1, length) }
}
