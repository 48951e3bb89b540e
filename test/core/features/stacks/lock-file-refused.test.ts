import { execFileSync } from 'node:child_process'
import { truncateSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { StackDetail } from '../../../../shared/contract/models.ts'
import { must } from '../../home.ts'
import { openMonorepo, type Monorepo } from './monorepo.ts'

async function notRead(at: Monorepo): Promise<string[]> {
  at.write('app/Pulumi.yaml', 'name: app\nruntime: nodejs\n')
  at.write('app/Pulumi.dev.yaml', 'config: {}\n')
  const { problems } = await must<StackDetail>(at.core, 'stacks.show', at.id('app', 'dev'))
  return problems.flatMap(({ code, message }) => (code === 'file-not-read' ? [message] : []))
}

it('a lock file that is a pipe or too large is named where the version is not known', async () => {
  const at = openMonorepo()
  at.write('app/yarn.lock', '')
  truncateSync(at.path('app/yarn.lock'), 64 * 1024 * 1024)
  execFileSync('mkfifo', [at.path('app/pnpm-lock.yaml')])
  const messages = await notRead(at)
  for (const name of ['app/yarn.lock', 'app/pnpm-lock.yaml'])
    expect(messages.filter((message) => message.includes(at.path(name)))).toHaveLength(1)
})

it('nothing is said of one where another file tells the version', async () => {
  const at = openMonorepo()
  at.write('app/package.json', '{"dependencies": {"@pulumi/aws": "^7.2.0"}}')
  execFileSync('mkfifo', [at.path('app/pnpm-lock.yaml')])
  expect(await notRead(at)).toEqual([])
})
