/** The mark: a house with a tick. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path
        className="a"
        d="M14.1 2.9a3 3 0 0 1 3.8 0l10.5 8.6A3 3 0 0 1 29.5 13.8V26.5a3.5 3.5 0 0 1-3.5 3.5H6a3.5 3.5 0 0 1-3.5-3.5V13.8a3 3 0 0 1 1.1-2.3z"
      />
      <path
        className="b"
        d="m9.5 18.3 4.7 4.7 8.6-9.4"
        strokeWidth="3.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

/** The mark and the product's name, leading home. */
export function Brand({ name, href }: { name: string; href: string }) {
  return (
    <a className="brand" href={href}>
      <Mark />
      <span>{name}</span>
    </a>
  )
}
