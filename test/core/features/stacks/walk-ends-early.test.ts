import { expect, it, vi } from 'vitest'
import type { StackList } from '../../../../shared/contract/models.ts'
import { until } from '../../../patience.ts'
import { must } from '../../home.ts'
import { openMonorepo } from './monorepo.ts'

vi.mock('../../../../core/stacks/worker/start-worker.ts', () => ({
  startWorker: () => {
    throw new Error('There is no thread today.')
  },
}))

it('a walk that ended early is said in the list: that it is empty means nothing', async () => {
  const told: string[] = []
  const at = openMonorepo({ watch: true, host: 'loopback', onNotice: ({ message }) => told.push(message) })
  await must(at.core, 'settings.set', { stackFolders: [at.repo] })
  await until(async () => {
    const list = await must<StackList>(at.core, 'stacks.list', {})
    expect(list.notes).toContain('Looking for projects ended early. There is no thread today.')
  })
  expect(told).toContain('Looking for projects ended early.')
})
