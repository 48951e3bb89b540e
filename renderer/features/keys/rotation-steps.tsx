import { Circle, CircleCheck } from 'lucide-react'

/** The steps of a rotation, with completed ones marked. */
export function RotationSteps({
  steps,
}: {
  readonly steps: readonly { readonly text: string; readonly done: boolean }[]
}) {
  return (
    <ol className="rotation-steps meta">
      {steps.map(({ text, done }) => (
        <li key={text} className={done ? 'text-3' : ''}>
          {done ? <CircleCheck className="tone-green" aria-label="Done" /> : <Circle aria-label="To do" />}
          <span>{text}</span>
        </li>
      ))}
    </ol>
  )
}
