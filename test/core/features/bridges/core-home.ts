import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CorePorts } from '../../../../core/host/ports.ts'
import { createCore, type Core } from '../../../../core/start/create-core.ts'
import type { Call } from '../../../../shared/contract/index.ts'
import type { CodedError } from '../../../../shared/result.ts'

/** A home folder with shared files, and a core that lives in it. */
export interface CoreHome {
  readonly folder: string
  readonly core: Core
  readonly call: Call
  /** What core told its host without being asked. */
  readonly notices: CodedError[]
  readonly vectors: (readonly string[])[]
  readonly config: string
  readonly credentials: string
  /** Where `STACKPASS_HOME` is. */
  own(...path: string[]): string
  text(file: string): Promise<string>
  /** Plans with `method`, applies the plan, and gives the history id. */
  apply(plan: Awaited<ReturnType<Call>>): Promise<string>
  close(): Promise<void>
}

export async function coreHome(
  files: { readonly config: string; readonly credentials?: string },
  more: Partial<CorePorts> = {},
): Promise<CoreHome> {
  const folder = await mkdtemp(join(tmpdir(), 'stackpass-core-'))
  const config = join(folder, '.aws', 'config')
  const credentials = join(folder, '.aws', 'credentials')
  await mkdir(join(folder, '.aws'), { mode: 0o700 })
  await writeFile(config, files.config, { mode: 0o600 })
  if (files.credentials !== undefined) await writeFile(credentials, files.credentials, { mode: 0o600 })
  const notices: CodedError[] = []
  const vectors: (readonly string[])[] = []
  const core = createCore({
    homeDir: folder,
    platform: 'linux',
    host: 'cli',
    version: '0',
    onNotice: (error) => notices.push(error),
    runVector: (vector) => {
      vectors.push(vector)
      return Promise.resolve()
    },
    ...more,
    env: { HOME: folder, STACKPASS_HOME: join(folder, 'own'), PATH: process.env['PATH'], ...more.env },
  })
  const call = core.dispatch as Call
  return {
    folder,
    core,
    call,
    notices,
    vectors,
    config,
    credentials,
    own: (...path) => join(folder, 'own', ...path),
    text: (file) => readFile(file, 'utf8'),
    async apply(plan) {
      if (!plan.ok) throw new Error(`${plan.error.code}: ${plan.error.message}`)
      const applied = await call('edits.apply', { planId: (plan.value as { planId: string }).planId })
      if (!applied.ok) throw new Error(`${applied.error.code}: ${applied.error.message}`)
      return applied.value.historyId
    },
    async close() {
      await core.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

/** Key lines of a profile with AWS's example secret. */
export function keyLines(id: string, more = ''): string {
  return `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n${more}`
}
