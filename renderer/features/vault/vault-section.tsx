import { FileText, KeyRound, Lock, LockOpen } from 'lucide-react'
import { useHalfMinute } from '../../app/clock.ts'
import { timeOrDay } from '../../app/access-state.ts'
import { lockVault, lockWords, moveKeys, reviewTakeOut, unlockVault, useVault } from '../../app/vault.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/panel-section.tsx'
import './vault.css'

/** Where a profile's key is kept, what that protects against, and the button to move it. */
export function VaultSection({ name }: { readonly name: string }) {
  const status = useVault()
  const now = useHalfMinute()
  if (status === undefined) return null
  const held = status.held.find(({ profile }) => profile === name)
  const storeOf = (id: string) => status.stores.find((store) => store.id === id)
  if (held !== undefined && held.state !== 'both') {
    const store = storeOf(held.store)
    const isLocked = status.locked !== undefined
    return (
      <Section title="Key" end={`since ${timeOrDay(Date.parse(held.since), now)}`}>
        <p className="vault-place medium">
          <KeyRound aria-hidden="true" /> {store?.name ?? held.store}
        </p>
        {held.state === 'unfinished' && (
          <p className="meta tone-amber">The move was interrupted. Move it again, or take it out.</p>
        )}
        <p className="meta text-2">{store?.not}</p>
        <p className="vault-lock meta text-2">
          {isLocked ? <Lock aria-hidden="true" /> : <LockOpen aria-hidden="true" />}
          <span className="grow">{lockWords(status)}</span>
          <button
            type="button"
            className="link"
            onClick={() => void (isLocked ? unlockVault(status) : lockVault())}
          >
            {isLocked ? 'Unlock' : 'Lock now'}
          </button>
        </p>
        <p className="vault-do">
          {held.state === 'unfinished' && (
            <Button size="small" onClick={() => moveKeys([name])}>
              Move again
            </Button>
          )}
          <Button size="small" look="quiet" onClick={() => reviewTakeOut(name)}>
            Take out of the vault
          </Button>
        </p>
      </Section>
    )
  }
  if (!status.plain.includes(name)) return null
  const offered = storeOf(status.suggested)
  return (
    <Section title="Key">
      <p className="vault-place medium">
        <FileText aria-hidden="true" /> Plain file
      </p>
      <p className="meta text-2">
        Any of your programs can read it there.{' '}
        {offered !== undefined && `The ${offered.name} instead: ${offered.protects}`}
      </p>
      <p className="vault-do">
        <Button size="small" icon={<KeyRound aria-hidden="true" />} onClick={() => moveKeys([name])}>
          {status.suggested === 'system' ? 'Move key to keychain' : 'Move key to the vault'}
        </Button>
      </p>
    </Section>
  )
}
