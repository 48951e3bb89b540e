import { keepPreviousData } from '@tanstack/react-query'
import { useState } from 'react'
import type { Input } from '../../../shared/contract/index.ts'
import type { OverlayProps } from '../../app/feature.ts'
import { useMethod } from '../../app/method-query.ts'
import { notify } from '../../app/notify.ts'
import { codedError } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { Modal } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { FilterTabs } from '../../ui/filter-tabs.tsx'
import { Notice } from '../../ui/notice.tsx'
import './stacks.css'

type SnippetInput = Input<'stacks.snippet'>

const kinds: readonly { readonly value: SnippetInput['kind']; readonly label: string }[] = [
  { value: 'github', label: 'GitHub Actions' },
  { value: 'gitlab', label: 'GitLab' },
  { value: 'azure', label: 'Azure DevOps' },
  { value: 'esc-oidc', label: 'ESC, OIDC' },
  { value: 'esc-static', label: 'ESC, static keys' },
]

/** Ready texts for web identity in CI and for ESC environments. */
export function SnippetsDialog({ input, close }: OverlayProps) {
  const given = input as Partial<Record<'roleArn' | 'region' | 'profile' | 'stack', string>>
  const [kind, setKind] = useState<SnippetInput['kind']>('github')
  const [roleArn, setRoleArn] = useState(given.roleArn ?? '')
  const [region, setRegion] = useState(given.region ?? '')
  const wanted: SnippetInput = {
    kind,
    ...(roleArn === '' ? {} : { roleArn }),
    ...(region === '' ? {} : { region }),
    ...(given.profile === undefined ? {} : { profile: given.profile }),
    ...(given.stack === undefined
      ? {}
      : { sessionName: `pulumi-${given.stack}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64) }),
  }
  const { data, error } = useMethod('stacks.snippet', wanted, { placeholderData: keepPreviousData })
  const copy = async () => {
    if (data === undefined) return
    await navigator.clipboard.writeText(data.text)
    notify(`Copied ${data.fileName}`)
  }
  return (
    <Modal
      open
      onClose={close}
      title="Web identity and ESC"
      size="middle"
      foot={
        <>
          <span className="foot-note mono">{data?.fileName}</span>
          <Button look="primary" off={data === undefined} onClick={() => void copy()}>
            Copy
          </Button>
        </>
      }
    >
      <FilterTabs<SnippetInput['kind']> label="For" tabs={kinds} value={kind} onChange={setKind} />
      <div className="snippet-fields">
        {kind !== 'esc-static' && (
          <TextField
            label="Role ARN"
            mono
            value={roleArn}
            onChange={setRoleArn}
            placeholder="arn:aws:iam::111122223333:role/PulumiDeploy"
          />
        )}
        <TextField label="Region" value={region} onChange={setRegion} placeholder="eu-west-1" />
      </div>
      {error !== null ? (
        <Notice tone="red" strong={codedError(error).message}>
          {codedError(error).remedy}
        </Notice>
      ) : (
        <pre className="snippet mono scroll" tabIndex={0} role="group" aria-label="Text to copy">
          {data?.text}
        </pre>
      )}
    </Modal>
  )
}
