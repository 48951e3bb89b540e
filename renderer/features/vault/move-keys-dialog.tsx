import { useState } from 'react'
import type { OverlayProps } from '../../app/feature.ts'
import { ask } from '../../app/transport.ts'
import { reviewMove, useVault, type StoreId } from '../../app/vault.ts'
import { Button } from '../../ui/button.tsx'
import { RadioLines } from '../../ui/choice-lines.tsx'
import { Modal } from '../../ui/dialog.tsx'
import { plural } from '../../ui/plural.ts'
import { noPassphrase, PassphraseFields, passphraseProblem } from './passphrase-fields.tsx'
import './vault.css'

/** Asks where to move keys, and says what each place protects against and what not. Does nothing before the review. */
export function MoveKeys({ input, close }: OverlayProps) {
  const status = useVault()
  const [chosen, choose] = useState<StoreId>()
  const [passphrase, setPassphrase] = useState(noPassphrase)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  if (status === undefined) return null
  const profiles = input['profiles'] as readonly string[]
  const store = chosen ?? status.suggested
  const isNew = store === 'file' && !status.fileSetUp
  const opens = isNew || (status.locked !== undefined && status.fileSetUp)
  const usable = status.stores.filter(({ unavailable }) => unavailable === undefined)
  const missing = status.stores.filter(({ unavailable }) => unavailable !== undefined)
  const problem = opens ? passphraseProblem(passphrase, isNew) : undefined

  const goOn = async (): Promise<void> => {
    if (problem !== undefined) return setError(problem)
    if (opens || status.locked !== undefined) {
      setBusy(true)
      const reply = await ask('vault.unlock', {
        ...(opens && { passphrase: passphrase.first }),
        ...(isNew && { isNew }),
      })
      setBusy(false)
      if (!reply.ok) return setError([reply.error.message, reply.error.reason].filter(Boolean).join(' '))
    }
    reviewMove(profiles, store, { onSaved: close })
  }

  return (
    <Modal
      open
      onClose={close}
      title={
        profiles.length === 1 ? `Move the key of ${profiles[0]}` : `Move ${plural(profiles.length, 'key')}`
      }
      size="middle"
      foot={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" busy={busy} onClick={() => void goOn()}>
            Review change
          </Button>
        </>
      }
    >
      <p className="text-2">
        In the file a line stands then that asks Stackpass for the key. Each key is stored, read back and
        proved with AWS before a line changes; Take out of the vault puts it back.
      </p>
      <RadioLines
        label="Where to keep it"
        value={store}
        onChange={choose}
        options={usable.map(({ id, name, protects, not }) => ({
          value: id,
          label: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
          about: `${protects} ${not}`,
        }))}
      />
      {(opens || error !== undefined) && (
        <PassphraseFields value={passphrase} isNew={isNew} error={error} onChange={setPassphrase} />
      )}
      {missing.length > 0 && (
        <ul className="vault-missing meta text-3">
          {missing.map(({ id, unavailable }) => (
            <li key={id}>{unavailable}</li>
          ))}
        </ul>
      )}
    </Modal>
  )
}
