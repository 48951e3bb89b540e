import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'

/** A remark about keys above the checks, with the one thing to do about it. */
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
