import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PlanView } from '../../../../shared/contract/models.ts'
import { must } from '../../home.ts'
import { fakePulumi, openMonorepo } from './monorepo.ts'

describe('renaming and deleting a profile', () => {
  const rename = { type: 'renameProfile', from: 'old', to: 'new' }

  it('shows the stacks that name it and leaves them unless told otherwise', async () => {
    const at = openMonorepo()
    await must(at.core, 'stacks.addFolder', { folder: at.repo })
    const view = await must<PlanView>(at.core, 'edits.plan', { operations: [rename] })
    expect(view.stacks?.map(({ label }) => label)).toEqual(['api/dev', 'web/dev'])
    expect(view.files.map(({ label }) => label)).toEqual(['~/.aws/config'])
    expect(await must(at.core, 'stacks.using', { profile: 'old' })).toEqual({ stacks: view.stacks })
  })

  it('changes files of AWS and Pulumi in one undoable step', async () => {
    const at = openMonorepo()
    await must(at.core, 'stacks.addFolder', { folder: at.repo })
    const names = ['services/api/Pulumi.dev.yaml', 'services/web/Pulumi.yml']
    const before = [...names.map(at.read), readFileSync(at.config, 'utf8')]
    const view = await must<PlanView>(at.core, 'edits.plan', { operations: [rename], stacks: 'follow' })
    await must(at.core, 'edits.apply', { planId: view.planId })
    expect(at.read(names[0]!)).toBe(before[0]!.replace('old ', 'new '))
    expect(at.read(names[1]!)).toBe(before[1]!.replace('old', 'new'))
    await must(at.core, 'history.undo', {})
    expect([...names.map(at.read), readFileSync(at.config, 'utf8')]).toEqual(before)
  })

  it('a deletion takes the name out of the stacks', async () => {
    const at = openMonorepo()
    await must(at.core, 'stacks.addFolder', { folder: at.repo })
    const operations = [{ type: 'deleteProfile', name: 'old' }]
    const view = await must<PlanView>(at.core, 'edits.plan', { operations, stacks: 'follow' })
    await must(at.core, 'edits.apply', { planId: view.planId })
    expect(at.read('services/api/Pulumi.dev.yaml')).toBe(
      '# kept\nconfig:\n  aws:region: eu-west-1\n  api:size: 012\n',
    )
    expect(at.read('services/web/Pulumi.yml')).not.toContain('aws:profile')
  })

  it('says nothing of stacks for other edits', async () => {
    const at = openMonorepo()
    await must(at.core, 'stacks.addFolder', { folder: at.repo })
    const operations = [{ type: 'set', profile: 'old', key: 'region', value: 'eu-west-3' }]
    expect(await must<PlanView>(at.core, 'edits.plan', { operations })).not.toHaveProperty('stacks')
  })
})

describe('stacks.setSecret', () => {
  const secret = { path: 'aws:secretKey', value: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }

  it('is refused where the Pulumi CLI is not installed', async () => {
    const at = openMonorepo()
    expect(
      await at.core.dispatch('stacks.setSecret', { ...at.id('services/api', 'dev'), ...secret }),
    ).toMatchObject({
      error: { code: 'SecretNeedsPulumi' },
    })
  })

  it('takes a list as JSON only: an encrypted value is one text', async () => {
    const bin = fakePulumi(join(openMonorepo().home, 'bin'), 'cat > stdin.txt')
    const at = openMonorepo({ env: { PATH: `${bin}:/usr/bin:/bin` } })
    const give = (value: string) =>
      at.core.dispatch('stacks.setSecret', {
        ...at.id('services/api', 'dev'),
        path: 'aws:allowedAccountIds',
        value,
      })
    for (const value of ['123456789012', '{"a":"b"}', '["1"'])
      expect(await give(value)).toMatchObject({ error: { code: 'InvalidValue' } })
    expect(await give('["123456789012"]')).toMatchObject({ ok: true })
    expect(at.read('services/api/stdin.txt')).toBe('["123456789012"]')
  })

  it('gives the value on standard input, never as an argument', async () => {
    const bin = fakePulumi(
      join(openMonorepo().home, 'bin'),
      'printf "%s\\n" "$@" > args.txt; cat > stdin.txt; env > env.txt',
    )
    const at = openMonorepo({ env: { PATH: `${bin}:/usr/bin:/bin` } })
    await must(at.core, 'stacks.setSecret', { ...at.id('services/api', 'dev'), ...secret })
    expect(at.read('services/api/args.txt').split('\n')).toEqual([
      'config',
      'set',
      '--secret',
      '--path',
      '--non-interactive',
      '--color=never',
      '--stack=dev',
      '--',
      'aws:secretKey',
      '',
    ])
    expect(at.read('services/api/stdin.txt')).toBe(secret.value)
    expect(at.read('services/api/env.txt')).not.toContain(secret.value)
  })

  it('says why the CLI failed, without the value', async () => {
    const bin = fakePulumi(
      join(openMonorepo().home, 'bin'),
      'echo "error: no stack named $(cat)" >&2; exit 255',
    )
    const at = openMonorepo({ env: { PATH: `${bin}:/usr/bin:/bin` } })
    const reply = await at.core.dispatch('stacks.setSecret', { ...at.id('services/api', 'dev'), ...secret })
    expect(reply).toMatchObject({ error: { code: 'PulumiFailed', reason: 'no stack named ••••' } })
    expect(
      await at.core.dispatch('stacks.setSecret', {
        ...at.id('services/api', 'dev'),
        path: 'aws:nope',
        value: 'x',
      }),
    ).toMatchObject({
      error: { code: 'OptionUnknown' },
    })
  })
})

describe('stacks.snippet', () => {
  it.each(['esc-oidc', 'esc-static', 'esc-oidc-config', 'esc-static-config'])(
    '%s never names a profile, which would beat its credentials',
    async (kind) => {
      const { core } = openMonorepo()
      const input = { kind, profile: 'default', region: 'eu-west-1' }
      const { text } = await must<{ text: string }>(core, 'stacks.snippet', input)
      expect(text).not.toContain('aws:profile')
      expect(text.includes('aws:accessKey: ${aws.login.accessKeyId}')).toBe(kind.endsWith('-config'))
      expect(text.includes('AWS_ACCESS_KEY_ID:')).toBe(!kind.endsWith('-config'))
    },
  )

  it.each(['github', 'gitlab', 'azure', 'esc-oidc', 'esc-static'])(
    '%s has text and a file name',
    async (kind) => {
      const { core } = openMonorepo()
      const roleArn = 'arn:aws:iam::111122223333:role/ci'
      const { text, fileName } = await must<{ text: string; fileName: string }>(core, 'stacks.snippet', {
        kind,
        roleArn,
      })
      expect(fileName).toMatch(/\.ya?ml$/)
      expect(text).toContain(kind === 'esc-static' ? 'fn::secret' : roleArn)
    },
  )
})
