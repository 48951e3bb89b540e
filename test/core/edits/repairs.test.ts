import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Applied, PlanView, ProfileList } from '../../../shared/contract/models.ts'
import { must, openHome } from '../home.ts'

const broken = `\ufeff[profile a]
Region = eu-west-1 # near
output: json
output = text

[ profile b ]
region = us-east-1

[c]
region = us-east-2

# of the second one
[profile a]
duration_seconds = 900
`

const mended = `[profile a]
# near
region = eu-west-1
output = text
# of the second one
duration_seconds = 900

[profile b]
region = us-east-1

[profile c]
region = us-east-2
`

describe('all repairs at once', () => {
  it('are one plan in which each builds on the one before, undone to the same bytes', async () => {
    const { core, config } = openHome()
    writeFileSync(config, broken)
    const plan = await must<PlanView>(core, 'edits.planRepairs', {})
    expect(readFileSync(config, 'utf8')).toBe(broken)
    await must<Applied>(core, 'edits.apply', { planId: plan.planId })
    expect(readFileSync(config, 'utf8')).toBe(mended)
    const { problems } = await must<ProfileList>(core, 'profiles.list', {})
    expect(problems.filter(({ fix }) => fix?.operation.type === 'fix')).toEqual([])
    await must(core, 'history.undo')
    expect(readFileSync(config, 'utf8')).toBe(broken)
  })

  it('say so when there is none', async () => {
    const { core, config } = openHome()
    writeFileSync(config, '[profile a]\nregion = eu-west-1\n')
    expect(await core.dispatch('edits.planRepairs', {})).toMatchObject({
      ok: false,
      error: { code: 'NothingToChange' },
    })
  })

  it('stop at a number that still makes a diff to read, and go on from there the next time', async () => {
    const { core, config } = openHome()
    writeFileSync(config, Array.from({ length: 250 }, (_, at) => `[p${at}]\nregion = eu-west-1\n`).join(''))
    for (const left of [50, 0]) {
      const plan = await must<PlanView>(core, 'edits.planRepairs', {})
      await must<Applied>(core, 'edits.apply', { planId: plan.planId })
      expect(readFileSync(config, 'utf8').match(/^\[p\d/gm) ?? []).toHaveLength(left)
    }
  })
})
