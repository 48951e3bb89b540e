import { readFileSync } from 'node:fs'
import { beforeAll, afterAll, describe, expect, it } from 'vitest'
import type { PlanView, ProfileList, VerifyResult } from '../../../../shared/contract/models.ts'
import { exampleSecret, userIdentity } from '../../../fakes/sts/identities.ts'
import { startStsDouble, type StsDouble } from '../../../fakes/sts/server.ts'
import { credentialsText, must, openHome } from '../../home.ts'

const fresh = userIdentity('fresh')
const gone = userIdentity('gone', { failure: 'InvalidClientTokenId' })
let aws: StsDouble

beforeAll(async () => {
  aws = await startStsDouble({ identities: [fresh, gone] })
})
afterAll(() => aws.close())

const open = () => openHome({ env: { AWS_ENDPOINT_URL_STS: aws.url } })
type Home = ReturnType<typeof open>

const setKey = (profile: string, id: string) => ({
  type: 'setMany',
  profile,
  entries: [
    { key: 'aws_access_key_id', value: id },
    { key: 'aws_secret_access_key', value: exampleSecret },
  ],
})

async function planned({ core }: Home, operation: unknown): Promise<PlanView> {
  return must<PlanView>(core, 'edits.plan', { operations: [operation] })
}

async function check({ core }: Home, planId: string): Promise<VerifyResult[]> {
  return (await must<{ results: VerifyResult[] }>(core, 'verify.plan', { planId })).results
}

async function statusOf({ core }: Home, profile: string): Promise<string | undefined> {
  const { profiles } = await must<ProfileList>(core, 'profiles.list')
  return profiles.find(({ name }) => name === profile)?.verified?.status
}

describe('the new keys of a plan', () => {
  it('are proved against STS before a byte is written, and the answer is kept once they are', async () => {
    const home = open()
    const plan = await planned(home, setKey('default', fresh.accessKeyId))
    expect(plan.newKeys).toEqual(['default'])
    expect(await check(home, plan.planId)).toMatchObject([
      { profile: 'default', status: 'valid', account: fresh.account, arn: fresh.arn },
    ])
    expect(readFileSync(home.credentials, 'utf8')).toBe(credentialsText)
    expect(await statusOf(home, 'default')).toBeUndefined()
    await must(home.core, 'edits.apply', { planId: plan.planId })
    expect(await statusOf(home, 'default')).toBe('valid')
  })

  it('that AWS rejects are named so, and what was known before stays when they are not written', async () => {
    const home = open()
    const first = await planned(home, setKey('default', fresh.accessKeyId))
    await must(home.core, 'edits.apply', { planId: first.planId })
    await must(home.core, 'verify.run', { runId: 'before', profiles: ['default'] })
    const plan = await planned(home, setKey('default', gone.accessKeyId))
    expect(await check(home, plan.planId)).toMatchObject([
      { status: 'failed', failure: { code: 'KeyUnknown' } },
    ])
    await must(home.core, 'edits.discard', { planId: plan.planId })
    expect(await statusOf(home, 'default')).toBe('valid')
  })

  it('of a profile that is added count too', async () => {
    const home = open()
    const plan = await planned(home, {
      type: 'addProfile',
      name: 'new',
      entries: setKey('new', fresh.accessKeyId).entries,
    })
    expect(plan.newKeys).toEqual(['new'])
    expect(await check(home, plan.planId)).toMatchObject([{ profile: 'new', status: 'valid' }])
  })

  it.each([
    ['a setting', { type: 'set', profile: 'default', key: 'region', value: 'eu-north-1' }],
    ['the name', { type: 'renameProfile', from: 'session', to: 'other' }],
  ])('are none where %s is changed', async (_, operation) => {
    const home = open()
    const before = aws.received.length
    const plan = await planned(home, operation)
    expect(plan.newKeys).toBeUndefined()
    expect(await check(home, plan.planId)).toEqual([])
    expect(aws.received.length).toBe(before)
  })

  it('cannot be asked about when the plan is gone', async () => {
    const { core } = open()
    expect(await core.dispatch('verify.plan', { planId: 'none' })).toMatchObject({
      ok: false,
      error: { code: 'PlanNotFound' },
    })
  })
})
