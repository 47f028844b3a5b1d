/** A line on every page of a demonstration or an exercise, in words. */
export function DemonstrationStrip({ text }: { readonly text: string }) {
  return (
    <aside className="drill">
      <p>{text}</p>
    </aside>
  )
}
