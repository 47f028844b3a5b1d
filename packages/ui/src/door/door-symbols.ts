/** One stroke or area of a symbol: filled unless hollow; `stroke` where its line is wider than the others'. */
export interface SymbolPart {
  readonly d: string
  readonly hollow?: true
  readonly stroke?: number
}

/** The sixteen symbols of the door tile on a 24 × 24 grid, in the protocol's order (Spec §15). */
export const doorSymbols: readonly (readonly SymbolPart[])[] = [
  // boat
  [{ d: "M3 16h18l-3 4.5H6zM11 3v10.5H4.5zM13 6v7.5h6z" }],
  // key
  [
    { d: "m11 13 9-9.5M15.5 8l3.5 3.5", hollow: true, stroke: 3 },
    { d: "M3.8 16a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0 -8.4 0z", hollow: true, stroke: 3 },
  ],
  // leaf
  [{ d: "M4 20C3.5 10 9 4 20.5 3.5 20.5 14 14 20 7 18.5z" }],
  // star
  [{ d: "m12 2.5 2.9 6.1 6.6.9-4.8 4.7 1.2 6.7L12 17.7l-5.9 3.2 1.2-6.7L2.5 9.5l6.6-.9z" }],
  // moon
  [{ d: "M20 15A9 9 0 1 1 9.5 3.5 7.2 7.2 0 0 0 20 15Z" }],
  // sun
  [
    { d: "M7.5 12a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z" },
    {
      d: "M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
      stroke: 2.6,
    },
  ],
  // fish
  [{ d: "M2.5 12C6 6.5 12 6 16 12c-4 6-10 5.5-13.5 0ZM15 12l6.5-5v10z" }],
  // heart
  [{ d: "M12 20.5C3 14.5 2 10.5 3.5 7.5 5.5 4 10 4.5 12 8c2-3.5 6.5-4 8.5-.5 1.5 3 .5 7-8.5 13Z" }],
  // cup
  [
    { d: "M4 5h13v9a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5z" },
    { d: "M17 8h2a2 2 0 0 1 0 5h-2", hollow: true, stroke: 2.4 },
    { d: "M5 21.5h11", stroke: 2.4 },
  ],
  // bell
  [{ d: "M5.5 17v-6a6.5 6.5 0 0 1 13 0v6l2 2h-17z" }, { d: "M10.5 21.5h3", stroke: 2.6 }],
  // tree
  [{ d: "m12 2 5 6.5h-2.5L19 15h-5v6h-4v-6H5l4.5-6.5H7z" }],
  // flower
  [
    { d: "M8.4 6a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0z" },
    { d: "M2.7 10.2a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0z" },
    { d: "M14.1 10.2a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0z" },
    { d: "M4.9 17a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0z" },
    { d: "M11.9 17a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0z" },
    { d: "M8.8 12a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0z" },
  ],
  // mountain
  [{ d: "M1.5 20 9 5.5l4.5 8 2.5-4L22.5 20z" }],
  // cloud
  [{ d: "M6.5 19a4.5 4.5 0 0 1-.5-9 6.5 6.5 0 0 1 12.3 1.7A3.7 3.7 0 0 1 18 19z" }],
  // drop
  [{ d: "M12 2.5c4 5 7 8.5 7 12a7 7 0 0 1-14 0c0-3.5 3-7 7-12Z" }],
  // umbrella
  [{ d: "M2.5 12a9.5 9.5 0 0 1 19 0z" }, { d: "M12 12v6.5a2.3 2.3 0 0 1-4.5 0M12 2v1", hollow: true, stroke: 2.4 }],
]
