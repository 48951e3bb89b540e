import { KeyRound } from 'lucide-react'
import { moveKeys, useVault } from '../../app/vault.ts'
import { KeyNotice } from './key-notice.tsx'

/** Keys that any program can read, with the button to move them all to a safer place. */
export function PlainKeys() {
  const status = useVault()
  const count = status?.plain.length ?? 0
  if (status === undefined || count === 0) return null
  const store = status.stores.find(({ id }) => id === status.suggested)
  const one = count === 1
  return (
    <KeyNotice
      icon={<KeyRound aria-hidden="true" />}
      title={
        <>
          <b>
            {count} {one ? 'key is' : 'keys are'} in a plain file
          </b>{' '}
          that any of your programs can read.
        </>
      }
      about={
        store &&
        `${store.name.slice(0, 1).toUpperCase()}${store.name.slice(1)}: ${store.protects} ${store.not}`
      }
      action={one ? 'Move key' : `Move ${count} keys`}
      onAct={() => moveKeys(status.plain)}
    />
  )
}
