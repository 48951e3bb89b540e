import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PlanView, StackDetail } from '../../../../shared/contract/models.ts'
import { must } from '../../home.ts'
import { openMonorepo, type Monorepo } from './monorepo.ts'

const operations = [{ type: 'setProfile', profile: 'dev' }]

/** A project whose stack file is a link out of the repository. */
function linked(): Monorepo & { readonly real: string } {
  const at = openMonorepo()
  mkdirSync(join(at.home, 'elsewhere'))
  const real = join(at.home, 'elsewhere', 'shared.yaml')
  writeFileSync(real, 'config:\n  aws:profile: old\n')
  symlinkSync(real, at.path('services/api/Pulumi.linked.yaml'))
  return { ...at, real }
}

describe('a stack file that lies outside of its project', () => {
  it('is not changed unless that is confirmed by itself, and is then called by its real name', async () => {
    const at = linked()
    const input = { stacks: [at.id('services/api', 'linked')], operations }
    for (const more of [{}, { confirmed: true }]) {
      const refused = await at.core.dispatch('stacks.plan', { ...input, ...more })
      expect(refused).toMatchObject({
        ok: false,
        error: { code: 'FileOutside', details: { realPath: at.real } },
      })
      expect(!refused.ok && refused.error.message).toContain('~/elsewhere/shared.yaml')
    }
    const plan = await must<PlanView>(at.core, 'stacks.plan', { ...input, leaveProject: true })
    expect(plan.files[0]?.label).toBe('~/code/services/api/Pulumi.linked.yaml → ~/elsewhere/shared.yaml')
    await must(at.core, 'edits.apply', { planId: plan.planId })
    expect(readFileSync(at.real, 'utf8')).toBe('config:\n  aws:profile: dev\n')
  })

  it('is named among the problems', async () => {
    const at = linked()
    const { problems } = await must<StackDetail>(at.core, 'stacks.show', at.id('services/api', 'linked'))
    const problem = problems.find(({ code }) => code === 'file-outside-project')
    expect(problem?.message).toContain(at.real)
  })

  it('is not pinned, not given a secret, and not renamed along without a word', async () => {
    const at = linked()
    const id = at.id('services/api', 'linked')
    await must(at.core, 'settings.set', { stackFolders: [at.repo] })
    writeFileSync(at.real, 'config:\n  aws:profile: dev\n')
    const replies = [
      await at.core.dispatch('stacks.pinAccount', { stacks: [id] }),
      await at.core.dispatch('stacks.setSecret', { ...id, path: 'api:key', value: 'x' }),
      await at.core.dispatch('edits.plan', {
        operations: [{ type: 'renameProfile', from: 'dev', to: 'next' }],
        stacks: 'follow',
      }),
    ]
    expect(replies.map((reply) => !reply.ok && reply.error.code)).toEqual(Array(3).fill('FileOutside'))
    expect(readFileSync(at.real, 'utf8')).toBe('config:\n  aws:profile: dev\n')
  })

  it('is one in a config folder elsewhere, too, and a project file that is a link', async () => {
    const at = openMonorepo()
    at.write('app/Pulumi.yaml', 'name: app\nruntime: go\nstackConfigDir: ../elsewhere\n')
    at.write('elsewhere/Pulumi.dev.yaml', 'config: {}\n')
    at.write('real/Pulumi.yaml', 'name: other\nruntime: go\nconfig: {}\n')
    mkdirSync(at.path('other'))
    symlinkSync('../real/Pulumi.yaml', at.path('other/Pulumi.yaml'))
    at.write('other/Pulumi.dev.yaml', '')
    for (const input of [
      { stacks: [at.id('app', 'dev')], operations },
      { stacks: [at.id('app', 'new')], operations },
      { stacks: [at.id('other', 'dev')], operations, target: 'project' },
    ])
      expect(await at.core.dispatch('stacks.plan', input)).toMatchObject({
        ok: false,
        error: { code: 'FileOutside' },
      })
    const inside = { stacks: [at.id('other', 'dev')], operations }
    expect(await at.core.dispatch('stacks.plan', inside)).toMatchObject({ ok: true })
  })

  it('is not one where only the way to the project goes through a link', async () => {
    const at = openMonorepo()
    symlinkSync(at.repo, join(at.home, 'alias'))
    const project = join(at.home, 'alias', 'services', 'api')
    expect(
      await at.core.dispatch('stacks.plan', { stacks: [{ project, stack: 'dev' }], operations }),
    ).toMatchObject({ ok: true })
  })
})
