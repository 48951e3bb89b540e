import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'

/** A note about keys above the checks, with the action for it. */
export function KeyNotice({
  icon,
  title,
  about,
  action,
  onAct,
}: {
  readonly icon: ReactNode
  readonly title: ReactNode
  readonly about: ReactNode
  readonly action: string
  readonly onAct: () => void
}) {
  return (
    <div className="plain-keys" role="status">
      {icon}
      <div className="grow">
        <p>{title}</p>
        {about !== undefined && <p className="meta text-2">{about}</p>}
      </div>
      <Button size="small" onClick={onAct}>
        {action}
      </Button>
    </div>
  )
}
