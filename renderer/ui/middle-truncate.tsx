import './field.css'

const tail = 8

/** Text that loses its middle, not its end, when the place is too small. CSS does the work. */
export function MiddleTruncate({ text }: { readonly text: string }) {
  if (text.length <= tail * 2) return <span className="truncate">{text}</span>
  return (
    <span className="middle-truncate" title={text}>
      <span>{text.slice(0, -tail)}</span>
      <span>{text.slice(-tail)}</span>
    </span>
  )
}
