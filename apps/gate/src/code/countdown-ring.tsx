import { useGate } from "../app/context.ts"

const LENGTH = 2 * Math.PI * 43

/** How long the code on the screen still stands. It moves by steps of a second, and is no animation. */
export function CountdownRing({ left, of }: { readonly left: number; readonly of: number }) {
  const { say } = useGate()
  return (
    <div className="row g4">
      <svg className="ring" viewBox="0 0 100 100" aria-hidden="true">
        <circle cx="50" cy="50" r="43" />
        <circle className="go" cx="50" cy="50" r="43" strokeDasharray={`${(LENGTH * left) / of} ${LENGTH}`} />
        <text x="50" y="60">
          {left}
        </text>
      </svg>
      <p className="stack g1">
        <span lang="en">{say.en("code.next", { n: left })}</span>
        <span lang="zh-Hant" className="soft">
          {say["zh-Hant"]("code.next", { n: left })}
        </span>
      </p>
    </div>
  )
}
