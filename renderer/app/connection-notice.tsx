import { Notice } from '../ui/notice.tsx'
import { connection } from './connection.ts'
import { useStore } from './store.ts'

/** Says that the host does not answer, while it does not. */
export function ConnectionNotice() {
  const state = useStore(connection)
  if (state === 'open') return null
  if (state === 'refused') {
    return (
      <div className="connection-notice">
        <Notice tone="amber" strong="This page is from before.">
          Stackpass was started again, and the key in this page is old. Open the address that{' '}
          <span className="mono">stackpass serve</span> printed. What you typed here stays until you leave
          this page.
        </Notice>
      </div>
    )
  }
  return (
    <div className="connection-notice">
      <Notice tone="amber" strong="Connection lost.">
        Stackpass tries again by itself. If you stopped it, start{' '}
        <span className="mono">stackpass serve</span> again and open the address that it prints.
      </Notice>
    </div>
  )
}
