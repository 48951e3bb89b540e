import { Unplug } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { PageState } from '../ui/page-state.tsx'
import { codedError } from './transport.ts'

/** The page could not get its first data: what happened, why, what to do. */
export function StartError({
  error,
  busy,
  retry,
}: {
  readonly error: Error
  readonly busy: boolean
  readonly retry: () => void
}) {
  const { message, reason, remedy, incident } = codedError(error)
  return (
    <main className="alone">
      <PageState
        tone="red"
        icon={<Unplug aria-hidden="true" />}
        title={message}
        actions={
          <Button look="primary" busy={busy} onClick={retry}>
            Try again
          </Button>
        }
      >
        {reason !== undefined && <p>{reason}</p>}
        {remedy !== undefined && <p>{remedy}</p>}
        {incident !== undefined && (
          <p>
            Incident <span className="mono">{incident}</span>; the details are in the log.
          </p>
        )}
      </PageState>
    </main>
  )
}
