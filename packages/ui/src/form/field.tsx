import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react"
import { Icon } from "../icon/icon.tsx"

/** What ties a control to its label, hint and error: spread it onto the control. */
export interface FieldControl {
  readonly id: string
  readonly "aria-describedby"?: string
  readonly "aria-invalid"?: true
}

/** What a field says about itself. */
export interface FieldWords {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** Says what is missing; the field is then marked invalid. */
  readonly error?: string | undefined
  /** The word for "optional", where the field may stay empty. */
  readonly optional?: string | undefined
}

/** A label, a hint, an error and any control: `children` gets what to spread onto it. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: FieldWords & { readonly children: (control: FieldControl) => ReactNode }) {
  const id = useId()
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter((part) => part !== "").join(" ")
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {optional && <span className="soft small">({optional})</span>}
      </label>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children({
        id,
        ...(described ? { "aria-describedby": described } : {}),
        ...(error ? { "aria-invalid": true as const } : {}),
      })}
      {error && (
        <span className="error" id={`${id}-error`}>
          <Icon name="no" size="s" />
          {error}
        </span>
      )}
    </div>
  )
}

/** One line of text. */
export function TextField({
  label,
  hint,
  error,
  optional,
  ...rest
}: FieldWords & Omit<InputHTMLAttributes<HTMLInputElement>, "id">) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) => <input {...rest} {...control} />}
    </Field>
  )
}

/** Several lines of text. */
export function TextAreaField({
  label,
  hint,
  error,
  optional,
  ...rest
}: FieldWords & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "id">) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) => <textarea {...rest} {...control} />}
    </Field>
  )
}

/** A choice from a list; the options are the children. */
export function SelectField({
  label,
  hint,
  error,
  optional,
  children,
  ...rest
}: FieldWords & Omit<SelectHTMLAttributes<HTMLSelectElement>, "id">) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <select {...rest} {...control}>
          {children}
        </select>
      )}
    </Field>
  )
}

/** A tick box with its sentence. */
export function Check({
  label,
  hint,
  ...rest
}: { readonly label: ReactNode; readonly hint?: ReactNode } & Omit<InputHTMLAttributes<HTMLInputElement>, "type">) {
  return (
    <label className="check">
      <input {...rest} type="checkbox" />
      <span>
        {label}
        {hint && <span className="soft small block">{hint}</span>}
      </span>
    </label>
  )
}

/** A switch that works at once, with its sentence at the start of the row. */
export function Switch({
  label,
  hint,
  ...rest
}: { readonly label: ReactNode; readonly hint?: ReactNode } & Omit<InputHTMLAttributes<HTMLInputElement>, "type">) {
  return (
    <label className="check between">
      <span className="grow">
        {label}
        {hint && <span className="soft small block">{hint}</span>}
      </span>
      <input {...rest} type="checkbox" role="switch" aria-checked={rest.checked ?? false} className="switch" />
    </label>
  )
}
