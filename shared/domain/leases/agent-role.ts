import type { RoleForm } from './agent-kinds.ts'

export interface AgentRole {
  /** The role is called `NAME-agent`. */
  readonly name: string
  /** The ARN of whoever may assume it. */
  readonly principal: string
}

/** The form of a role name, with room for `-agent`. */
export const isRoleName = (name: string): boolean => /^[\w+=,.@-]{1,58}$/.test(name)

/** A user, a role or a whole account: `arn:aws:iam::111122223333:role/dev`. */
export const isPrincipal = (arn: string): boolean =>
  /^arn:aws(?:-[a-z]+)*:iam::\d{12}:(?:root|(?:user|role)\/[\w+=,.@/-]{1,512})$/.test(arn)

/** What reads secrets although it only reads: values, parameters, encrypted data, code with its environment. */
const secretActions = [
  'secretsmanager:GetSecretValue',
  'secretsmanager:BatchGetSecretValue',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'ssm:GetParameterHistory',
  'kms:Decrypt',
  'lambda:GetFunction',
  'lambda:GetFunctionConfiguration',
  'lambda:ListFunctions',
  'ecs:DescribeTaskDefinition',
]

/** Only sessions of leases, so that CloudTrail tells an agent from the person. */
const sessionName = 'stackpass-agent-*'

const trust = ({ principal }: AgentRole) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringLike: { 'sts:RoleSessionName': sessionName } },
    },
  ],
})

const denied = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: secretActions, Resource: '*' }],
}

const partitionOf = ({ principal }: AgentRole): string => principal.split(':')[1] ?? 'aws'
const readOnly = (role: AgentRole): string => `arn:${partitionOf(role)}:iam::aws:policy/ReadOnlyAccess`
const json = (value: object | string): string => JSON.stringify(value, undefined, 2)
const indented = (text: string, by: number): string => text.replaceAll('\n', `\n${' '.repeat(by)}`)
/** For sh: quoted text stays unchanged, and nothing here contains the quote. */
const shell = (value: object): string => `'${JSON.stringify(value)}'`

const about = 'For agents with a lease of Stackpass: reads, and reads no secrets'

function cloudFormation(role: AgentRole): string {
  return json({
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: {
      AgentRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: `${role.name}-agent`,
          Description: about,
          MaxSessionDuration: 3_600,
          AssumeRolePolicyDocument: trust(role),
          ManagedPolicyArns: [readOnly(role)],
          Policies: [{ PolicyName: 'no-secrets', PolicyDocument: denied }],
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['AgentRole', 'Arn'] } } },
  })
}

/** JSON is YAML, so the documents stay unchanged in it. */
function pulumiYaml(role: AgentRole): string {
  const lines = [
    'name: agent-role',
    'runtime: yaml',
    'resources:',
    '  agentRole:',
    '    type: aws:iam:Role',
    '    properties:',
    `      name: ${json(`${role.name}-agent`)}`,
    `      description: ${json(about)}`,
    '      maxSessionDuration: 3600',
    '      assumeRolePolicy:',
    `        fn::toJSON: ${indented(json(trust(role)), 8)}`,
    '  readOnly:',
    '    type: aws:iam:RolePolicyAttachment',
    '    properties:',
    '      role: ${agentRole.name}',
    `      policyArn: ${readOnly(role)}`,
    '  noSecrets:',
    '    type: aws:iam:RolePolicy',
    '    properties:',
    '      name: no-secrets',
    '      role: ${agentRole.name}',
    '      policy:',
    `        fn::toJSON: ${indented(json(denied), 8)}`,
    'outputs:',
    '  roleArn: ${agentRole.arn}',
  ]
  return lines.join('\n')
}

function pulumiTypescript(role: AgentRole): string {
  return `import * as aws from '@pulumi/aws'

const agentRole = new aws.iam.Role('agentRole', {
  name: ${json(`${role.name}-agent`)},
  description: ${json(about)},
  maxSessionDuration: 3600,
  assumeRolePolicy: JSON.stringify(${indented(json(trust(role)), 2)}),
})

new aws.iam.RolePolicyAttachment('readOnly', {
  role: agentRole.name,
  policyArn: ${json(readOnly(role))},
})

new aws.iam.RolePolicy('noSecrets', {
  name: 'no-secrets',
  role: agentRole.name,
  policy: JSON.stringify(${indented(json(denied), 2)}),
})

export const roleArn = agentRole.arn`
}

function commands(role: AgentRole): string {
  const name = `${role.name}-agent`
  return [
    `aws iam create-role --role-name '${name}' --description '${about}' --max-session-duration 3600 --assume-role-policy-document ${shell(trust(role))}`,
    `aws iam put-role-policy --role-name '${name}' --policy-name no-secrets --policy-document ${shell(denied)}`,
    `aws iam attach-role-policy --role-name '${name}' --policy-arn ${readOnly(role)}`,
  ].join('\n')
}

const writers: Readonly<Record<RoleForm, (role: AgentRole) => string>> = {
  cloudformation: cloudFormation,
  'pulumi-yaml': pulumiYaml,
  'pulumi-typescript': pulumiTypescript,
  cli: commands,
}

/**
 * A role for agents, to be created by somebody with the right to: ReadOnlyAccess without the secrets, assumed by one principal
 * and only in sessions of leases. Names must be those of `isRoleName` and `isPrincipal`.
 */
export function writeAgentRole(role: AgentRole, form: RoleForm): string {
  return writers[form](role)
}
