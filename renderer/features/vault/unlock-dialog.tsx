import { useState } from 'react'
import type { OverlayProps } from '../../app/feature.ts'
import { notify } from '../../app/notify.ts'
import { ask } from '../../app/transport.ts'
import { useVault } from '../../app/vault.ts'
import { Button } from '../../ui/button.tsx'
import { Modal } from '../../ui/dialog.tsx'
import { noPassphrase, PassphraseFields } from './passphrase-fields.tsx'
import './vault.css'

/** Unlocks the vault, with the passphrase of the encrypted file if there is one. */
export function UnlockVault({ close }: OverlayProps) {
  const status = useVault()
  const [passphrase, setPassphrase] = useState(noPassphrase)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const needsIt = status?.fileSetUp === true
  const unlock = async (): Promise<void> => {
    setBusy(true)
    const reply = await ask('vault.unlock', needsIt ? { passphrase: passphrase.first } : {})
    setBusy(false)
    if (!reply.ok) return setError(reply.error.message)
    notify('The vault is open', undefined, 'plain')
    close()
  }
  return (
    <Modal
      open
      onClose={close}
      title="Unlock the vault"
      foot={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            look="primary"
            busy={busy}
            off={status === undefined || (needsIt && passphrase.first === '')}
            onClick={() => void unlock()}
          >
            Unlock
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void unlock()
        }}
      >
        <p>Profiles whose key is in the vault work again.</p>
        {needsIt && (
          <PassphraseFields value={passphrase} isNew={false} error={error} onChange={setPassphrase} />
        )}
        {!needsIt && error !== undefined && <p className="field-note bad">{error}</p>}
      </form>
    </Modal>
  )
}
