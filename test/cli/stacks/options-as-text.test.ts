import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { withSandbox } from '../command/with-sandbox.ts'

const at = withSandbox()
const policy = '{"Version":"2012-10-17","Statement":[]}'
const role = 'arn:aws:iam::055566667777:role/X'

function write(name: string, text: string): void {
  const path = join(at.sandbox.home, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const set = (path: string, value: string) =>
  at.sandbox.run([
    'stacks',
    'set',
    path,
    value,
    '--stack',
    'dev',
    '--project',
    join(at.sandbox.home, 'mono/src/infra/app'),
  ])
const content = () => readFileSync(join(at.sandbox.home, 'mono/src/infra/app/Pulumi.dev.yaml'), 'utf8')

beforeEach(() => {
  write('mono/src/infra/app/Pulumi.yaml', 'name: app\nruntime: python\n')
  write('mono/src/infra/app/Pulumi.dev.yaml', 'config:\n  aws:region: us-east-1\n')
})

describe('stacks set', () => {
  it('takes a policy as text, as the Pulumi CLI does', async () => {
    expect((await set('aws:assumeRole.policy', policy)).code).toBe(0)
    expect(content()).toBe(
      `config:\n  aws:region: us-east-1\n  aws:assumeRole:\n    policy: ${JSON.stringify(policy)}\n`,
    )
  })

  it('takes either name of an option where the version of pulumi-aws is not known', async () => {
    expect((await set('aws:assumeRole.roleArn', role)).code).toBe(0)
    expect((await set('aws:assumeRoles[0].roleArn', role)).code).toBe(0)
  })

  it('takes the version from the lock file of the workspace', async () => {
    write('mono/uv.lock', '[[package]]\nname = "pulumi-aws"\nversion = "6.83.0"\n')
    expect((await set('aws:assumeRole.roleArn', role)).code).toBe(0)
    const refused = await set('aws:assumeRoles[0].roleArn', role)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('pulumi-aws 6 does not know aws:assumeRoles')
  })
})
