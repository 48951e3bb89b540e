import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { StackList } from '../../shared/contract/models.ts'
import { openMonorepo } from '../core/features/stacks/monorepo.ts'
import { must } from '../core/home.ts'
import { leaveTime } from '../patience.ts'
import { hostileTrees } from './trees.ts'

describe('a hostile repository beside three sane projects', () => {
  for (const host of ['loopback', 'cli'] as const) {
    it(`ends its scan with the sane projects read, and a host answers all the while (${host})`, async () => {
      const notices: string[] = []
      const at = openMonorepo({
        watch: host === 'loopback',
        host,
        onNotice: ({ message }) => notices.push(message),
      })
      for (const [name, make] of hostileTrees(2_500)) {
        const folder = at.path(`hostile/${name}`)
        mkdirSync(folder, { recursive: true })
        const end = make(folder)
        if (end) onTestFinished(end)
      }
      let answers = 0
      let scanning = true
      const asking = (async () => {
        while (scanning) {
          await must(at.core, 'profiles.list')
          answers += 1
          await leaveTime(0)
        }
      })()
      const list = await must<StackList>(at.core, 'stacks.scan', { folders: [at.repo] })
      scanning = false
      await asking
      // A command asks for one thing and reads in its only thread: between projects it still comes to others.
      expect(answers).toBeGreaterThan(host === 'loopback' ? 2 : 0)
      const sane = list.projects.filter(({ folder }) => !folder.includes('hostile'))
      expect(sane.map(({ name, stacks }) => `${name} ${stacks.length}`)).toEqual([
        'infra 1',
        'api 2',
        'web 1',
      ])
      expect(sane.flatMap(({ stacks }) => stacks.map(({ problem }) => problem?.code))).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ])
      const problem = (tree: string): string | undefined => {
        const found = list.projects.find(({ folder }) => folder === at.path(join('hostile', tree)))
        return found?.problem?.code ?? found?.stacks[0]?.problem?.code
      }
      expect({
        device: problem('a stack file that is a device'),
        project: problem('a project file that is a device') ?? 'no project',
        pipe: problem('a pipe for a stack file') ?? 'no stack',
        keys: problem('plain keys in a stack file'),
        many: problem('very many stack files'),
        brackets: problem('brackets deep in each other'),
        sparse: problem('sparse files of 10 GB'),
        bytes: problem('bytes that are not UTF-8'),
      }).toEqual({
        device: 'FileNotRegular',
        project: 'no project',
        pipe: 'no stack',
        keys: 'YamlTooLarge',
        many: 'YamlTooLarge',
        brackets: 'YamlTooLarge',
        sparse: 'YamlTooLarge',
        bytes: 'YamlInvalid',
      })
      expect(notices).toEqual([])
    })
  }
})
