import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { StackDetail, StackOptionView } from '../../../shared/contract/models.ts'
import { setSecretCommand } from '../../../shared/domain/pulumi/secret-command.ts'
import { askAgain } from '../../app/method-query.ts'
import { notify } from '../../app/notify.ts'
import { ask } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { SecretField } from '../../ui/secret-field.tsx'

/** A secret option: never shown, and written only by the Pulumi CLI, because only it can encrypt. */
export function SecretOption({
  option,
  detail,
  title,
}: {
  readonly option: StackOptionView
  readonly detail: StackDetail
  readonly title: string
}) {
  const client = useQueryClient()
  const [value, setValue] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const { project, stack } = detail.summary
  const save = async () => {
    setBusy(true)
    const reply = await ask('stacks.setSecret', { project, stack, path: `aws:${option.name}`, value })
    setBusy(false)
    if (!reply.ok) {
      const { message, reason, remedy } = reply.error
      return setError([message, reason, remedy].filter((part) => part !== undefined).join(' '))
    }
    setValue('')
    notify(`Set ${title.toLowerCase()} of ${stack}`)
    await askAgain(client, 'stacks.show')
  }
  const state = option.secure ? 'Encrypted in the file; not shown.' : 'Not set.'
  if (!detail.pulumiInstalled) {
    return (
      <p className="secret-text text-2">
        {state} Only the Pulumi CLI can encrypt it, and it is not installed here:{' '}
        <code className="mono">{setSecretCommand(`aws:${option.name}`, stack)}</code>
      </p>
    )
  }
  return (
    <div className="secret-option bare">
      <p className="field-note">{state} A new value goes to the Pulumi CLI, which encrypts it.</p>
      <SecretField
        label={title}
        value={value}
        onChange={(text) => {
          setValue(text)
          setError(undefined)
        }}
        error={error}
        placeholder={option.secure ? 'New value' : undefined}
      />
      <Button size="small" busy={busy} off={value === ''} onClick={() => void save()}>
        Set with Pulumi
      </Button>
    </div>
  )
}
