import { describe, expect, it } from 'vitest'
import type { ProfileSummary, StackList, StackSummary } from '../../../shared/contract/models.ts'
import { stepOf, type ProfileLook } from '../../../renderer/app/profile-step.ts'
import { statusOf } from '../../../renderer/app/profile-status.ts'
import { proposalsFor } from '../../../renderer/features/stacks/proposals.ts'
import { fewProfiles } from '../fake-data.ts'
import { fakeStack } from './fake-stacks.ts'

const production = '111122223333'
const now = Date.parse('2026-11-29T12:00:00Z')
const [template] = fewProfiles(now)
if (template === undefined) throw new Error('no profile')

function profile(name: string, more: Partial<ProfileSummary> = {}): ProfileSummary {
  const { verified: _, group: __, expiresAt: ___, ...rest } = template as ProfileSummary
  return {
    ...rest,
    name,
    kind: 'keys',
    account: production,
    favourite: false,
    errors: 0,
    verified: {
      profile: name,
      status: 'valid',
      account: production,
      checkedAt: new Date(now).toISOString(),
      via: [name],
    } as NonNullable<ProfileSummary['verified']>,
    ...more,
  }
}
const rejected: Partial<ProfileSummary> = {
  verified: {
    profile: 'x',
    status: 'failed',
    checkedAt: new Date(now).toISOString(),
    via: [],
    failure: { code: 'KeyUnknown', message: '' },
  } as unknown as NonNullable<ProfileSummary['verified']>,
}

function lookOf(of: ProfileSummary): ProfileLook {
  const look = statusOf(of, now, false)
  return { look, step: stepOf(look, undefined) }
}

function list(...stacks: StackSummary[]): StackList {
  const folders = [...new Set(stacks.map(({ project }) => project))]
  return {
    folders: [],
    projects: folders.map((folder) => ({
      folder,
      label: folder,
      name: folder.split('/').at(-1) ?? '',
      projectFile: 'Pulumi.yaml',
      backend: { kind: 'unknown', label: '' },
      stacks: stacks.filter(({ project }) => project === folder),
    })),
    scanning: false,
    scannedFolders: 0,
    notes: [],
  }
}

const pinned = { allowedAccountIds: [production] }
const wrong = fakeStack('data', 'prod.eu-1', { ...pinned, profile: 'staging', verdict: 'not-allowed' })
const uses = (project: string, stack: string, name: string) =>
  fakeStack(project, stack, { ...pinned, profile: name, verdict: 'agrees' })
const names = (all: StackList, profiles: readonly ProfileSummary[]) => {
  const { list: found, best } = proposalsFor(wrong, 'data', all, profiles, lookOf)
  return { order: found.map((each) => each.profile.name), best: best?.profile.name, why: best?.why }
}

describe('proposalsFor', () => {
  it('prefers what a stack beside it uses over what many elsewhere use, and over the name', () => {
    const all = list(
      wrong,
      uses('data', 'prod.us-1', 'plain'),
      uses('web', 'a', 'many'),
      uses('web', 'b', 'many'),
    )
    expect(names(all, [profile('prod-eu'), profile('many'), profile('plain')])).toEqual({
      order: ['plain', 'many', 'prod-eu'],
      best: 'plain',
      why: 'prod.us-1 in this project uses it',
    })
  })

  it('then goes by the words of the name, the same words in any order', () => {
    expect(names(list(wrong), [profile('admin'), profile('prod-data')])).toMatchObject({
      order: ['prod-data', 'admin'],
      best: 'prod-data',
      why: 'Same name pattern as the stack',
    })
  })

  it('puts what is broken last and never chooses it', () => {
    const all = list(wrong, uses('data', 'prod.us-1', 'broken'))
    expect(names(all, [profile('broken', rejected), profile('admin')])).toMatchObject({
      order: ['admin', 'broken'],
      best: 'admin',
    })
    expect(names(all, [profile('broken', rejected)]).best).toBeUndefined()
  })

  it('chooses none where two fit equally well', () => {
    expect(names(list(wrong), [profile('one'), profile('two')])).toMatchObject({
      order: ['one', 'two'],
      best: undefined,
    })
  })

  it('proposes neither another account, nor an unknown one, nor what the stack has now', () => {
    const { account: _, verified: __, ...unknown } = profile('unknown')
    expect(
      names(list(wrong), [profile('staging'), profile('else', { account: '222233334444' }), unknown]).order,
    ).toEqual([])
  })

  it('counts only uses that the guard of the other stack allows', () => {
    const other = fakeStack('data', 'prod.us-1', { ...pinned, profile: 'one', verdict: 'not-allowed' })
    expect(names(list(wrong, other), [profile('one'), profile('two')]).best).toBeUndefined()
  })
})
