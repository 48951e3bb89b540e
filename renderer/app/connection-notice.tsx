import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { useStore } from '../ui/store.ts'
import { connection, tryAgain } from './connection.ts'

const serve = <span className="mono">stackpass serve</span>
const kept =
  'What you typed here can still be read and copied. Do not load this page again: its address may belong to another program by now.'

/** Shown while the host does not answer. */
export function ConnectionNotice() {
  const state = useStore(connection)
  if (state === 'open') return null
  return (
    <div className="connection-notice">
      {state === 'lost' && (
        <Notice tone="amber" strong="Connection lost." actions={<TryAgain />}>
          If Stackpass was stopped, start {serve} again: it opens a new tab. {kept}
        </Notice>
      )}
      {state === 'stopped' && (
        <Notice tone="amber" strong="Stackpass was stopped.">
          Start {serve} again: it opens a new tab. {kept}
        </Notice>
      )}
      {state === 'unused' && (
        <Notice tone="amber" strong="This tab was not used for a long time.">
          Its access has ended. Press Enter in the terminal of {serve} for another tab. What you typed here
          can still be read and copied.
        </Notice>
      )}
      {state === 'refused' && (
        <Notice tone="amber" strong="This tab has no access any more.">
          Press Enter in the terminal of {serve} for another tab. {kept}
        </Notice>
      )}
    </div>
  )
}

function TryAgain() {
  const [busy, setBusy] = useState(false)
  const again = useStore(tryAgain)
  if (again === undefined) return null
  const press = () => {
    setBusy(true)
    void again().finally(() => setBusy(false))
  }
  return (
    <Button busy={busy} onClick={press}>
      Try again
    </Button>
  )
}
