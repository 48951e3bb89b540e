import { keepPreviousData } from '@tanstack/react-query'
import { useState } from 'react'
import type { Input } from '../../../shared/contract/index.ts'
import type { SnippetGroup, SnippetKind } from '../../../shared/domain/pulumi/snippets/kinds.ts'
import { copyText } from '../../app/copy-text.ts'
import type { OverlayProps } from '../../app/feature.ts'
import { useMethod } from '../../app/method-query.ts'
import { codedError } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { SwitchLine } from '../../ui/choice-lines.tsx'
import { Modal } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { FilterTabs } from '../../ui/filter-tabs.tsx'
import { Notice } from '../../ui/notice.tsx'
import { firstKind, groupTabs, kindTabs } from './snippet-kinds.ts'
import type { SnippetsInput } from './snippets-overlay.ts'
import './stacks.css'

type SnippetInput = Input<'stacks.snippet'>

interface Fields {
  readonly roleArn: string
  readonly region: string
  readonly profile: string
}

/** The fields that a kind uses: keys come from the environment, the check needs none. */
function fieldsOf(group: SnippetGroup, kind: SnippetKind): readonly (keyof Fields)[] {
  if (group === 'check') return []
  if (group === 'program') return ['profile', 'region', 'roleArn']
  return kind.startsWith('esc-static') ? ['region'] : ['roleArn', 'region']
}

/** A session name that STS accepts. */
const sessionNameOf = (stack: string): string => `pulumi-${stack}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64)

function inputOf(
  kind: SnippetKind,
  shown: readonly (keyof Fields)[],
  fields: Fields,
  given: SnippetsInput,
): SnippetInput {
  const { stack, runtime, awsMajor } = given
  const typed = shown.flatMap((name) => (fields[name] === '' ? [] : [[name, fields[name]] as const]))
  return {
    kind,
    ...Object.fromEntries(typed),
    ...(stack === undefined ? {} : { stack, sessionName: sessionNameOf(stack) }),
    ...(runtime === undefined ? {} : { runtime }),
    ...(awsMajor === undefined ? {} : { major: awsMajor }),
  }
}

/** Ready texts: pipelines with web identity, ESC environments, providers of a program's own, and a check. */
export function SnippetsDialog({ input, close }: OverlayProps) {
  const given = input as SnippetsInput
  const { ownProviders = [] } = given
  const [group, setGroup] = useState<SnippetGroup>('pipeline')
  const [chosen, setChosen] = useState<Partial<Record<SnippetGroup, SnippetKind>>>({})
  const [native, setNative] = useState(false)
  const [askMetadata, setAskMetadata] = useState(false)
  const [fields, setFields] = useState<Fields>({
    roleArn: given.roleArn ?? '',
    region: given.region ?? '',
    profile: given.profile ?? '',
  })
  const kind = chosen[group] ?? firstKind(group, given.runtime)
  const shown = fieldsOf(group, kind)
  const wanted: SnippetInput = {
    ...inputOf(kind, shown, fields, given),
    ...(group === 'program' ? { native, skipMetadataApiCheck: !askMetadata } : {}),
  }
  const { data, error } = useMethod('stacks.snippet', wanted, { placeholderData: keepPreviousData })
  const set = (name: keyof Fields) => (value: string) => setFields((old) => ({ ...old, [name]: value }))
  const tabs = kindTabs(group)
  return (
    <Modal
      open
      onClose={close}
      title="Texts to copy"
      size="middle"
      foot={
        <>
          <span className="foot-note mono">{data?.fileName}</span>
          <Button
            look="primary"
            off={data === undefined}
            onClick={() => data !== undefined && void copyText(data.text, data.fileName)}
          >
            Copy
          </Button>
        </>
      }
    >
      <FilterTabs label="For" tabs={groupTabs} value={group} onChange={setGroup} />
      {tabs.length > 1 && (
        <FilterTabs
          label="Kind"
          tabs={tabs}
          value={kind}
          onChange={(next) => setChosen((old) => ({ ...old, [group]: next }))}
        />
      )}
      {shown.length > 0 && (
        <div className="snippet-fields">
          {shown.includes('profile') && (
            <TextField label="Profile" value={fields.profile} onChange={set('profile')} placeholder="dev" />
          )}
          {shown.includes('roleArn') && (
            <TextField
              label="Role ARN"
              mono
              value={fields.roleArn}
              onChange={set('roleArn')}
              placeholder="arn:aws:iam::111122223333:role/PulumiDeploy"
            />
          )}
          {shown.includes('region') && (
            <TextField
              label="Region"
              value={fields.region}
              onChange={set('region')}
              placeholder="eu-west-1"
            />
          )}
        </div>
      )}
      {group === 'program' && (
        <>
          {ownProviders.length > 0 && (
            <Notice tone="plain" strong="The program already makes its own:">
              <span className="mono wrap-anywhere">{ownProviders.join(', ')}</span>
            </Notice>
          )}
          <SwitchLine checked={native} onChange={setNative} about="The package of AWS Cloud Control.">
            Provider of aws-native
          </SwitchLine>
          <SwitchLine
            checked={askMetadata}
            onChange={setAskMetadata}
            about="For programs that run on EC2 and sign in with the role of the machine."
          >
            Ask the metadata service
          </SwitchLine>
        </>
      )}
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
