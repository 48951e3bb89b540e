import { Button } from '../ui/button.tsx'
import './list.css'

/** Shown when nothing matches the filter, with a button to clear it. */
export function NoRows({
  title,
  text,
  clear,
}: {
  readonly title: string
  readonly text: string
  readonly clear: () => void
}) {
  return (
    <div role="rowgroup">
      <div role="row" className="no-rows">
        <div role="gridcell">
          <p className="strong">{title}</p>
          <p className="text-2">{text}</p>
          <Button size="small" onClick={clear}>
            Clear filter
          </Button>
        </div>
      </div>
    </div>
  )
}
