import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlanView, StackDetail, StackList } from '../../../../shared/contract/models.ts'
import { userIdentity } from '../../../fakes/sts/identities.ts'
import { startStsDouble, type StsDouble } from '../../../fakes/sts/server.ts'
import { must, openHome } from '../../home.ts'

let double: StsDouble
const user = userIdentity('deployer')

beforeAll(async () => {
  double = await startStsDouble({ identities: [user] })
})
afterAll(() => double.close())

describe('a verified profile', () => {
  it('gives its account to the stacks that use it, stops a wrong click, and can be pinned', async () => {
    const { core, home } = openHome(
      { env: { AWS_ENDPOINT_URL_STS: double.url } },
      {
        config: '[profile me]\nregion = eu-west-1\n',
        credentials: `[me]\naws_access_key_id = ${user.accessKeyId}\naws_secret_access_key = ${user.secretAccessKey}\n`,
      },
    )
    const project = join(home, 'code')
    mkdirSync(project)
    writeFileSync(join(project, 'Pulumi.yaml'), 'name: shop\nruntime: go\n')
    writeFileSync(join(project, 'Pulumi.dev.yaml'), 'config:\n  aws:profile: me\n')
    writeFileSync(join(project, 'Pulumi.prod.yaml'), 'config:\n  aws:allowedAccountIds: ["999988887777"]\n')
    const dev = { project, stack: 'dev' }
    const before = await must<StackDetail>(core, 'stacks.show', dev)
    expect(before.summary.account).toBeUndefined()
    const { results } = await must<{ results: { account?: string }[] }>(core, 'verify.run', {
      runId: 'r',
      as: 'pulumi',
    })
    const account = results[0]?.account
    expect(account).toMatch(/^\d{12}$/)
    const list = await must<StackList>(core, 'stacks.scan', { folders: [project] })
    expect(list.projects[0]?.stacks[0]?.account).toMatchObject({ id: account, from: 'verified' })
    expect(list.projects[0]?.stacks[0]?.account?.at).toMatch(/^\d{4}-/)
    const operations = [{ type: 'setProfile', profile: 'me' }]
    expect(
      await core.dispatch('stacks.plan', { stacks: [{ project, stack: 'prod' }], operations }),
    ).toMatchObject({ error: { code: 'WrongAccount', details: { account: account! } } })
    const pin = await must<PlanView>(core, 'stacks.pinAccount', { stacks: [dev] })
    await must(core, 'edits.apply', { planId: pin.planId })
    const after = await must<StackDetail>(core, 'stacks.show', dev)
    expect(after.summary).toMatchObject({ allowedAccountIds: [account], verdict: 'agrees' })
  })
})
