import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Clipboard, CorePorts } from '../../core/host/ports.ts'
import { createCore, type Core } from '../../core/start/create-core.ts'

export const secretInFile = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
export const tokenInFile =
  'IQoJb3JpZ2luX2VjEXAMPLETOKENIQoJb3JpZ2luX2VjEXAMPLETOKENIQoJb3JpZ2luX2VjEXAMPLETOKEN=='

export const configText = `# mine
[default]
region = eu-west-1

[profile dev]
region = us-east-1
role_arn = arn:aws:iam::123456789012:role/Dev
source_profile = default
`

export const credentialsText = `[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = ${secretInFile}

# aws_secret_access_key = ${secretInFile}
[session]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = ${secretInFile}
aws_session_token = ${tokenInFile}
`

export interface TestHome {
  readonly home: string
  readonly core: Core
  readonly config: string
  readonly credentials: string
}

/** A core on a temporary home with both shared files; everything is removed after the test. */
export function openHome(
  ports: Partial<CorePorts> = {},
  files = { config: configText, credentials: credentialsText },
  environment: Readonly<Record<string, string>> = {},
): TestHome {
  const home = mkdtempSync(join(tmpdir(), 'stackpass-core-'))
  mkdirSync(join(home, '.aws'), { mode: 0o700 })
  const [config, credentials] = [join(home, '.aws', 'config'), join(home, '.aws', 'credentials')]
  writeFileSync(config, files.config, { mode: 0o600 })
  writeFileSync(credentials, files.credentials, { mode: 0o600 })
  const core = createCore({
    env: { HOME: home, USERPROFILE: home, STACKPASS_HOME: join(home, '.stackpass'), ...environment },
    homeDir: home,
    platform: process.platform,
    host: 'cli',
    version: '0.0.0',
    ...ports,
  })
  onTestFinished(async () => {
    await core.close()
    rmSync(home, { recursive: true, force: true })
  })
  return { home, core, config, credentials }
}

/** The value of a reply, or a failure that shows the error. */
export async function must<T = never>(core: Core, method: string, input: unknown = {}): Promise<T> {
  const reply = await core.dispatch(method, input)
  if (!reply.ok) throw new Error(`${method}: ${reply.error.code}: ${reply.error.message}`)
  return reply.value as T
}

/** A clipboard that nobody else uses. */
export function memoryClipboard(): Clipboard {
  let held = ''
  return {
    read: () => Promise.resolve(held),
    write: (text) => {
      held = text
      return Promise.resolve()
    },
  }
}
