import { useState } from 'react'
import { roleForms, type KnownAgent, type RoleForm } from '../../../../shared/domain/leases/agent-kinds.ts'
import { isPrincipal, isRoleName, writeAgentRole } from '../../../../shared/domain/leases/agent-role.ts'
import { useMethod } from '../../../app/method-query.ts'
import { codedError } from '../../../app/transport.ts'
import { TextField } from '../../../ui/field.tsx'
import { ErrorNotice } from '../../../ui/notice.tsx'
import { Section } from '../../../ui/panel-section.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { CopyBlock } from './copy-block.tsx'

const agentNames: Readonly<Record<KnownAgent, string>> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  cursor: 'Cursor',
  'gemini-cli': 'Gemini CLI',
  vscode: 'VS Code',
}

const formNames: Readonly<Record<RoleForm, string>> = {
  cloudformation: 'CloudFormation',
  'pulumi-yaml': 'Pulumi, YAML',
  'pulumi-typescript': 'Pulumi, TypeScript',
  cli: 'AWS CLI commands',
}

function Pasted() {
  const [agent, setAgent] = useState<KnownAgent>('claude-code')
  const { data, error } = useMethod('leases.agents', {})
  const advice = data?.agents.find((one) => one.agent === agent)
  return (
    <Section title="Settings to paste">
      <p className="paragraph">
        No reads of ~/.aws and of our folders, no metadata service, and the entry for MCP. They are rules that
        the agent keeps by itself: a lease in a jail hides the keys from any program.
      </p>
      <SelectField
        label="Agent"
        value={agent}
        onChange={setAgent}
        options={(data?.agents ?? []).map((one) => ({ value: one.agent, label: agentNames[one.agent] }))}
      />
      {error !== null && <ErrorNotice error={codedError(error)} />}
      {advice?.settings.map(({ file, text }) => (
        <div key={file}>
          <p className="meta text-3 wrap-anywhere">Into {file}</p>
          <CopyBlock text={text} what={`settings for ${file}`} />
        </div>
      ))}
      {advice !== undefined && <p className="meta text-3">{advice.limit}</p>}
    </Section>
  )
}

/** A text for somebody who may create the role; Stackpass creates none. */
function Role() {
  const [name, setName] = useState('dev')
  const [principal, setPrincipal] = useState('')
  const [form, setForm] = useState<RoleForm>('cloudformation')
  const isWrongName = !isRoleName(name)
  const isWrong = principal !== '' && !isPrincipal(principal)
  const account = principal.split(':')[4] ?? ''
  const partition = principal.split(':')[1] ?? 'aws'
  return (
    <Section title="A role for agents">
      <p className="paragraph">
        ReadOnlyAccess without the secrets of Secrets Manager, parameters, KMS and the environments of
        functions and containers. Only this principal takes it, and only for leases. Whoever may make roles
        runs the text.
      </p>
      <TextField
        label="For the profile"
        value={name}
        onChange={setName}
        error={
          isWrongName ? 'The name of a role has up to 58 letters, digits and any of _+=,.@- here.' : undefined
        }
        note={isWrongName ? undefined : `The role is called ${name}-agent.`}
      />
      <TextField
        label="Who may take it"
        mono
        value={principal}
        onChange={setPrincipal}
        placeholder="arn:aws:iam::111122223333:role/dev"
        error={isWrong ? 'Give the ARN of a user or a role, or that of an account with :root.' : undefined}
      />
      <SelectField
        label="Written as"
        value={form}
        onChange={setForm}
        options={roleForms.map((value) => ({ value, label: formNames[value] }))}
      />
      {!isWrongName && isPrincipal(principal) && (
        <>
          <CopyBlock text={writeAgentRole({ name, principal }, form)} what="text of the role" />
          <p className="meta text-3">Once the role is there, add its profile and lease it:</p>
          <CopyBlock
            text={[
              `stackpass profiles add ${name}-agent role_arn arn:${partition}:iam::${account}:role/${name}-agent source_profile ${name} role_session_name stackpass-agent-check`,
              `stackpass agent run --profile ${name}-agent -- claude`,
            ].join('\n')}
            what="commands"
            wraps
          />
        </>
      )}
    </Section>
  )
}

/** Text to paste into an agent's settings, and a read-only role. Writes nothing. */
export function AgentSettings() {
  return (
    <div className="panel-body" tabIndex={-1}>
      <div className="panel-head">
        <h2 className="title">Agent settings</h2>
        <p className="text-2">Texts to copy. Stackpass writes none of them.</p>
      </div>
      <Pasted />
      <Role />
    </div>
  )
}
