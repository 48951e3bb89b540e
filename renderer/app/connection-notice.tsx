import { Notice } from '../ui/notice.tsx'
import { connection } from './connection.ts'
import { useStore } from './store.ts'

/** Says that the host does not answer, while it does not. */
export function ConnectionNotice() {
  if (useStore(connection) === 'open') return null
  return (
    <div className="connection-notice">
      <Notice tone="amber" strong="Connection lost.">
        Stackpass tries again by itself. If you stopped it, start{' '}
        <span className="mono">stackpass serve</span> again and open the address that it prints.
      </Notice>
    </div>
  )
}
