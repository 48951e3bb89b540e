import { isSafePlain, doubleQuoted } from '../scalar/write.ts'

export type EscLogin =
  | {
      readonly kind: 'oidc'
      readonly roleArn: string
      readonly sessionName: string
      readonly duration?: string
    }
  /** Whoever creates the environment types the keys in: this text holds only placeholders. */
  | { readonly kind: 'static'; readonly withSessionToken: boolean }

export interface EscDefinition {
  readonly login: EscLogin
  readonly imports?: readonly string[]
  /** Pass the credentials on as environment variables, as aws:* config, or both. */
  readonly target: 'environmentVariables' | 'pulumiConfig' | 'both'
  readonly region?: string
}

/** AWS roles last one hour unless raised, while ESC asks for two by default. */
const defaultDuration = '1h'

/** The text of an ESC environment definition that signs in to AWS. Holds no credential. */
export function escEnvironment(definition: EscDefinition): string {
  const { login, region, target } = definition
  const lines: string[] = []
  if (definition.imports && definition.imports.length > 0) {
    lines.push('imports:', ...definition.imports.map((name) => `  - ${text(name)}`))
  }
  lines.push('values:', '  aws:', '    login:', '      fn::open::aws-login:', ...loginLines(login))
  const hasToken = login.kind === 'oidc' || login.withSessionToken
  if (target !== 'pulumiConfig') {
    lines.push('  environmentVariables:')
    lines.push(...outputs(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'], hasToken))
    if (region !== undefined) lines.push(`    AWS_REGION: ${text(region)}`)
  }
  if (target !== 'environmentVariables') {
    lines.push('  pulumiConfig:', ...outputs(['aws:accessKey', 'aws:secretKey', 'aws:token'], hasToken))
    if (region !== undefined) lines.push(`    aws:region: ${text(region)}`)
  }
  return `${lines.join('\n')}\n`
}

function loginLines(login: EscLogin): string[] {
  const pad = ' '.repeat(8)
  if (login.kind === 'oidc') {
    return [
      `${pad}oidc:`,
      `${pad}  roleArn: ${text(login.roleArn)}`,
      `${pad}  sessionName: ${text(login.sessionName)}`,
      `${pad}  duration: ${login.duration ?? defaultDuration}`,
    ]
  }
  const secret = (name: string): string[] => [`${pad}  ${name}:`, `${pad}    fn::secret: <${name}>`]
  return [
    `${pad}static:`,
    `${pad}  accessKeyId: <accessKeyId>`,
    ...secret('secretAccessKey'),
    ...(login.withSessionToken ? secret('sessionToken') : []),
  ]
}

function outputs(names: readonly [string, string, string], hasToken: boolean): string[] {
  const fields = ['accessKeyId', 'secretAccessKey', 'sessionToken']
  return names.slice(0, hasToken ? 3 : 2).map((name, index) => `    ${name}: \${aws.login.${fields[index]}}`)
}

function text(value: string): string {
  return isSafePlain(value) ? value : doubleQuoted(value)
}
