import { execFileSync } from 'node:child_process'
import { transpileModule } from 'typescript'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { roleForms } from '../../../shared/domain/leases/agent-kinds.ts'
import { isPrincipal, isRoleName, writeAgentRole } from '../../../shared/domain/leases/agent-role.ts'

const role = { name: 'dev', principal: 'arn:aws-cn:iam::111122223333:role/path/dev' }

interface Made {
  readonly name: string
  readonly trust: object
  readonly denied: object
  readonly managed: string
}

/** What a form makes, as the tool that it is for would read it. */
const readers: Readonly<Record<(typeof roleForms)[number], (text: string) => Made>> = {
  cloudformation: (text) => {
    const { Properties: made } = (
      JSON.parse(text) as { Resources: { AgentRole: { Properties: Record<string, unknown> } } }
    ).Resources.AgentRole
    return {
      name: made['RoleName'] as string,
      trust: made['AssumeRolePolicyDocument'] as object,
      denied: (made['Policies'] as [{ PolicyDocument: object }])[0].PolicyDocument,
      managed: (made['ManagedPolicyArns'] as [string])[0],
    }
  },
  'pulumi-yaml': (text) => {
    const { resources } = parseYaml(text) as {
      resources: Record<string, { properties: Record<string, unknown> }>
    }
    const json = (value: unknown) => (value as { 'fn::toJSON': object })['fn::toJSON']
    return {
      name: resources['agentRole']!.properties['name'] as string,
      trust: json(resources['agentRole']!.properties['assumeRolePolicy']),
      denied: json(resources['noSecrets']!.properties['policy']),
      managed: resources['readOnly']!.properties['policyArn'] as string,
    }
  },
  'pulumi-typescript': (text) => {
    const made: Record<string, Record<string, string>> = {}
    const resource = class {
      constructor(name: string, properties: Record<string, string>) {
        made[name] = properties
      }
    }
    const aws = { iam: { Role: resource, RolePolicy: resource, RolePolicyAttachment: resource } }
    const { outputText } = transpileModule(text, { compilerOptions: { module: 1 } })
    new Function('require', 'exports', outputText)(() => aws, {})
    return {
      name: made['agentRole']!['name']!,
      trust: JSON.parse(made['agentRole']!['assumeRolePolicy']!) as object,
      denied: JSON.parse(made['noSecrets']!['policy']!) as object,
      managed: made['readOnly']!['policyArn']!,
    }
  },
  cli: (text) => {
    const script = `aws() { for word in "$@"; do printf '%s\\0' "$word"; done; printf '\\n'; }\n${text}`
    const [create, put, attach] = execFileSync('sh', ['-c', script], { encoding: 'utf8' })
      .split('\0\n')
      .map((line) => line.split('\0'))
    const after = (words: string[] | undefined, option: string) => words![words!.indexOf(option) + 1]!
    return {
      name: after(create, '--role-name'),
      trust: JSON.parse(after(create, '--assume-role-policy-document')) as object,
      denied: JSON.parse(after(put, '--policy-document')) as object,
      managed: after(attach, '--policy-arn'),
    }
  },
}

describe('the role of an agent', () => {
  it.skipIf(process.platform === 'win32').each(roleForms)('is the same as %s', (form) => {
    const made = readers[form](writeAgentRole(role, form))
    expect(made).toEqual({
      name: 'dev-agent',
      managed: 'arn:aws-cn:iam::aws:policy/ReadOnlyAccess',
      trust: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: role.principal },
            Action: ['sts:AssumeRole', 'sts:TagSession'],
            Condition: { StringLike: { 'sts:RoleSessionName': 'stackpass-agent-*' } },
          },
        ],
      },
      denied: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Action: expect.arrayContaining([
              'secretsmanager:GetSecretValue',
              'ssm:GetParameter',
              'kms:Decrypt',
            ]) as string[],
            Resource: '*',
          },
        ],
      },
    })
  })

  it.each(["a'b", 'a b', '', 'x'.repeat(59), 'a\n', '${x}'])('refuses the name %j', (name) => {
    expect(isRoleName(name)).toBe(false)
  })

  it.each([
    '*',
    '111122223333',
    'arn:aws:iam::111122223333:role/*',
    "arn:aws:iam::111122223333:role/a'b",
    'arn:aws:iam::111122223333:group/a',
    'arn:aws:sts::111122223333:assumed-role/a/b',
    'arn:aws:iam::111122223333:root\n',
  ])('refuses the principal %j', (principal) => {
    expect(isPrincipal(principal)).toBe(false)
  })

  it('takes users, roles and accounts', () => {
    for (const last of [
      'root',
      'user/alice',
      'role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123',
    ])
      expect(isPrincipal(`arn:aws-us-gov:iam::111122223333:${last}`)).toBe(true)
  })
})
