import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { SharedFileKind } from '../../../../shared/domain/aws/types.ts'

export interface Case {
  readonly kind: SharedFileKind
  readonly bytes: Uint8Array
}

function ask(command: string, script: string, cases: readonly Case[]): unknown[] {
  const input = cases
    .map(({ kind, bytes }) => JSON.stringify({ kind, base64: Buffer.from(bytes).toString('base64') }))
    .join('\n')
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

/** Whether python3 with botocore is on this machine. */
export function hasBotocore(): boolean {
  return spawnSync('python3', ['-c', 'import botocore.configloader'], { stdio: 'ignore' }).status === 0
}

/** What botocore itself reads, one answer per case. */
export function askBotocore(cases: readonly Case[]): unknown[] {
  return ask('python3', 'botocore-judge.py', cases)
}

/** What the JS SDK's loader itself reads, one answer per case. */
export function askSmithy(cases: readonly Case[]): unknown[] {
  return ask(process.execPath, 'smithy-judge.mjs', cases)
}
