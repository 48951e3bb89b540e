import { useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { rotationSteps, usualGraceDays } from '../../../shared/domain/rotation/types.ts'
import type { CodedError } from '../../../shared/result.ts'
import type { OverlayProps } from '../../app/feature.ts'
import { notify } from '../../app/notify.ts'
import { ask } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { RadioLines } from '../../ui/choice-lines.tsx'
import { DiffView } from '../../ui/diff-view.tsx'
import { Modal } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RotationSteps } from './rotation-steps.tsx'
import './keys.css'

type Preview = Output<'keys.preview'>

/** What a rotation would do, step by step, with the lines that would change. Only reads from AWS until the user confirms. */
export function RotateKey({ input, close }: OverlayProps) {
  const profile = input['profile'] as string
  const [grace, setGrace] = useState<'week' | 'now'>('week')
  const [preview, setPreview] = useState<Preview>()
  const [error, setError] = useState<CodedError>()
  const [busy, setBusy] = useState(false)
  const graceDays = grace === 'now' ? 0 : usualGraceDays

  useEffect(() => {
    let isOpen = true
    void ask('keys.preview', { profile }).then((reply) => {
      if (!isOpen) return
      setError(reply.ok ? undefined : reply.error)
      setPreview(reply.ok ? reply.value : undefined)
    })
    return () => {
      isOpen = false
    }
  }, [profile])

  const rotate = async (): Promise<void> => {
    setBusy(true)
    const reply = await ask('keys.rotate', { profile, graceDays })
    setBusy(false)
    if (!reply.ok) return setError(reply.error)
    notify(
      reply.value.rotation === undefined
        ? `${profile} has a new key, and the old one is deleted`
        : `${profile} has a new key; the old one is switched off`,
      undefined,
      'plain',
    )
    close()
  }

  return (
    <Modal
      open
      onClose={close}
      title={`Rotate the key of ${profile}`}
      size="middle"
      foot={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" busy={busy} off={preview === undefined} onClick={() => void rotate()}>
            Rotate key
          </Button>
        </>
      }
    >
      {error !== undefined && (
        <Notice tone="red" strong={error.message}>
          {[error.reason, error.remedy].filter(Boolean).join(' ')}
        </Notice>
      )}
      {preview === undefined && error === undefined && <p className="text-2">AWS is asked about the key.</p>}
      {preview !== undefined && (
        <>
          <p className="text-2">
            The key of {preview.user} is in {preview.profiles.join(', ')}. All of them get the new one.
          </p>
          <RotationSteps steps={rotationSteps(graceDays).map(({ text }) => ({ text, done: false }))} />
          {preview.files.map((file) => (
            <DiffView key={file.path} diff={file} />
          ))}
        </>
      )}
      <RadioLines
        label="The old key"
        value={grace}
        onChange={setGrace}
        options={[
          {
            value: 'week',
            label: 'Keep it for seven days, switched off',
            about: 'Whatever else still uses it fails then, and you can go back.',
          },
          { value: 'now', label: 'Delete it at once', about: 'There is no way back.' },
        ]}
      />
    </Modal>
  )
}
