import { useState } from "react"
import { Icon } from "../icon/icon.tsx"
import { Field, type FieldWords } from "./field.tsx"

/**
 * A file from this device. `choose` names the act in the page's language: the browser's own button speaks the browser's.
 * The same file can be chosen again, as it may have been corrected in between.
 */
export function FileField({
  choose,
  accept,
  capture,
  onFile,
  ...words
}: FieldWords & {
  readonly choose: string
  readonly accept: string
  readonly capture?: "environment"
  readonly onFile: (file: File) => void
}) {
  const [name, setName] = useState("")
  const isPhoto = accept.startsWith("image/")
  return (
    <Field {...words}>
      {(control) => (
        <span className="file">
          <input
            {...control}
            type="file"
            accept={accept}
            {...(capture ? { capture } : {})}
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0]
              if (!file) return
              setName(file.name)
              onFile(file)
              currentTarget.value = ""
            }}
          />
          <span className="button quiet" aria-hidden="true">
            <Icon name={isPhoto ? "photo" : "plus"} />
            {choose}
          </span>
          {name && (
            <span className="small soft breaks" role="status">
              <bdi>{name}</bdi>
            </span>
          )}
        </span>
      )}
    </Field>
  )
}
