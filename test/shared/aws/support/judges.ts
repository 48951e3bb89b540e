import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { SharedFileKind } from '../../../../shared/domain/aws/types.ts'

export interface Case {
  readonly kind: SharedFileKind
  readonly bytes: Uint8Array
}

export interface PairCase {
  readonly config: Uint8Array
  readonly credentials: Uint8Array
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

function ask(command: string, script: string, questions: readonly unknown[]): unknown[] {
  const input = questions.map((question) => JSON.stringify(question)).join('\n')
  const child = spawnSync(command, [join(import.meta.dirname, script)], {
    input: `${input}\n`,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONUTF8: '1' },
  })
  if (child.status !== 0) throw new Error(child.stderr || String(child.error))
  return child.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}

const single = ({ kind, bytes }: Case) => ({ kind, base64: base64(bytes) })
const both = ({ config, credentials }: PairCase) => ({
  config: base64(config),
  credentials: base64(credentials),
})

/** Whether python3 with botocore is on this machine. */
export function hasBotocore(): boolean {
  return spawnSync('python3', ['-c', 'import botocore.configloader'], { stdio: 'ignore' }).status === 0
}

/** What botocore itself reads, one answer per case. */
export function askBotocore(cases: readonly Case[]): unknown[] {
  return ask('python3', 'botocore-judge.py', cases.map(single))
}

/** What the JS SDK's loader itself reads, one answer per case. */
export function askSmithy(cases: readonly Case[]): unknown[] {
  return ask(process.execPath, 'smithy-judge.mjs', cases.map(single))
}

/** What a botocore session makes of both files, one answer per pair. */
export function askBotocoreMerged(pairs: readonly PairCase[]): unknown[] {
  return ask('python3', 'botocore-judge.py', pairs.map(both))
}

/** What the JS SDK's credential providers make of both files, one answer per pair. */
export function askSmithyMerged(pairs: readonly PairCase[]): unknown[] {
  return ask(process.execPath, 'smithy-judge.mjs', pairs.map(both))
}
