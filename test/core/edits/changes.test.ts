import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Applied, PlanView, ProfileList, Settings } from '../../../shared/contract/models.ts'
import { configText, credentialsText, must, openHome, tokenInFile } from '../home.ts'

const setRegion = { type: 'set', profile: 'dev', key: 'region', value: 'eu-north-1' } as const

describe('a change through the contract', () => {
  it('is planned without a write, applied as planned, and undone to the same bytes', async () => {
    const { core, config } = openHome()
    const plan = await must<PlanView>(core, 'edits.plan', { operations: [setRegion] })
    expect(readFileSync(config, 'utf8')).toBe(configText)
    expect(plan.files.map(({ label, added, removed }) => ({ label, added, removed }))).toEqual([
      { label: '~/.aws/config', added: 1, removed: 1 },
    ])
    const applied = await must<Applied>(core, 'edits.apply', { planId: plan.planId })
    expect(applied.rebased).toBe(false)
    expect(readFileSync(config, 'utf8')).toBe(configText.replace('region = us-east-1', 'region = eu-north-1'))
    await must(core, 'history.undo')
    expect(readFileSync(config, 'utf8')).toBe(configText)
  })

  it('is made again on top of what another program wrote elsewhere in the file', async () => {
    const { core, config } = openHome()
    const plan = await must<PlanView>(core, 'edits.plan', { operations: [setRegion] })
    appendFileSync(config, '\n[profile other]\nregion = sa-east-1\n')
    const applied = await must<Applied>(core, 'edits.apply', { planId: plan.planId })
    expect(applied.rebased).toBe(true)
    expect(readFileSync(config, 'utf8')).toBe(
      `${configText.replace('region = us-east-1', 'region = eu-north-1')}\n[profile other]\nregion = sa-east-1\n`,
    )
  })

  it('is refused when another program changed the very value', async () => {
    const { core, config } = openHome()
    const plan = await must<PlanView>(core, 'edits.plan', { operations: [setRegion] })
    const theirs = configText.replace('region = us-east-1', 'region = ap-south-1')
    writeFileSync(config, theirs)
    expect(await core.dispatch('edits.apply', { planId: plan.planId })).toMatchObject({
      ok: false,
      error: { code: 'FileChanged' },
    })
    expect(readFileSync(config, 'utf8')).toBe(theirs)
  })

  it('cannot be applied twice', async () => {
    const { core } = openHome()
    const plan = await must<PlanView>(core, 'edits.plan', { operations: [setRegion] })
    await must(core, 'edits.apply', { planId: plan.planId })
    expect(await core.dispatch('edits.apply', { planId: plan.planId })).toMatchObject({
      ok: false,
      error: { code: 'PlanNotFound' },
    })
  })

  it('of several operations is one entry over both files, undone as one', async () => {
    const { core, config, credentials } = openHome()
    const plan = await must<PlanView>(core, 'edits.plan', {
      operations: [setRegion, { type: 'renameProfile', from: 'default', to: 'home', updateReferences: true }],
    })
    expect(plan.references).toEqual([{ profile: 'dev', key: 'source_profile' }])
    await must(core, 'edits.apply', { planId: plan.planId })
    expect(readFileSync(config, 'utf8')).toContain('source_profile = home')
    expect(readFileSync(credentials, 'utf8')).toContain('[home]')
    await must(core, 'history.undo')
    expect(readFileSync(config, 'utf8')).toBe(configText)
    expect(readFileSync(credentials, 'utf8')).toBe(credentialsText)
  })

  it('takes favourites and groups along on a rename', async () => {
    const { core } = openHome()
    await must(core, 'settings.set', {
      favourites: ['dev'],
      groups: [{ name: 'prod', colour: 'red', production: true }],
      profileGroups: [['dev', 'prod']],
    })
    const plan = await must<PlanView>(core, 'edits.plan', {
      operations: [{ type: 'renameProfile', from: 'dev', to: 'develop' }],
    })
    await must(core, 'edits.apply', { planId: plan.planId })
    expect(await must<Settings>(core, 'settings.get')).toMatchObject({
      favourites: ['develop'],
      profileGroups: [['develop', 'prod']],
    })
    const { profiles } = await must<ProfileList>(core, 'profiles.list')
    expect(profiles.find(({ name }) => name === 'develop')).toMatchObject({
      favourite: true,
      group: 'prod',
      production: true,
    })
  })

  it('brings favourites, groups and the active profile back when a rename is undone, and on when that is', async () => {
    const { core } = openHome()
    await must(core, 'settings.set', {
      favourites: ['dev'],
      groups: [{ name: 'prod', colour: 'red', production: true }],
      profileGroups: [['dev', 'prod']],
    })
    await must(core, 'active.use', { profile: 'dev', confirmed: true })
    const plan = await must<PlanView>(core, 'edits.plan', {
      operations: [{ type: 'renameProfile', from: 'dev', to: 'develop' }],
    })
    expect(plan.warnings).toContainEqual({
      code: 'ActiveProfile',
      message: 'dev is the active profile. It stays active as develop.',
    })
    const renamed = await must<Applied>(core, 'edits.apply', { planId: plan.planId })
    const named = async (name: string): Promise<void> => {
      expect(await must<Settings>(core, 'settings.get')).toMatchObject({
        favourites: [name],
        profileGroups: [[name, 'prod']],
      })
      expect(await must(core, 'active.get')).toMatchObject({ profile: name, known: true })
    }
    await named('develop')
    const undone = await must<Applied>(core, 'history.undo', { id: renamed.historyId })
    await named('dev')
    const again = await must<PlanView>(core, 'history.plan', { id: undone.historyId, mode: 'undo' })
    await named('dev')
    await must(core, 'edits.apply', { planId: again.planId })
    await named('develop')
  })

  it('of another section leaves profiles of the same name alone, and says who refers to it', async () => {
    const { core, config } = openHome()
    appendFileSync(
      config,
      '\n[sso-session dev]\nsso_region = us-east-1\n[profile login]\nsso_session = dev\n',
    )
    await must(core, 'settings.set', { favourites: ['dev'] })
    const deleted = await must<PlanView>(core, 'edits.plan', {
      operations: [{ type: 'deleteProfile', name: 'dev', section: 'sso-session' }],
    })
    expect(deleted.references).toEqual([{ profile: 'login', key: 'sso_session' }])
    const plan = await must<PlanView>(core, 'edits.plan', {
      operations: [{ type: 'renameProfile', from: 'dev', to: 'corp', section: 'sso-session' }],
    })
    await must(core, 'edits.apply', { planId: plan.planId })
    expect(await must<Settings>(core, 'settings.get')).toMatchObject({ favourites: ['dev'] })
  })

  it.each([
    [
      'half a key pair',
      { type: 'set', profile: 'new', key: 'aws_access_key_id', value: 'AKIAIOSFODNN7EXAMPLE' },
      'HalfKeyPair',
    ],
    [
      'a token without keys',
      { type: 'set', profile: 'dev', key: 'aws_session_token', value: tokenInFile },
      'TokenWithoutKeys',
    ],
    ['a name that exists', { type: 'renameProfile', from: 'dev', to: 'default' }, 'ProfileExists'],
    ['a name of objects', { type: 'addProfile', name: '__proto__', entries: [] }, 'InvalidProfileName'],
    ['the name DEFAULT', { type: 'addProfile', name: 'DEFAULT', entries: [] }, 'InvalidProfileName'],
    ['a name with a bracket', { type: 'addProfile', name: 'a]b', entries: [] }, 'InvalidProfileName'],
    [
      'a value with a line break',
      { type: 'set', profile: 'dev', key: 'region', value: 'a\n[evil]' },
      'InvalidValue',
    ],
    [
      'a value that would begin a comment',
      { type: 'set', profile: 'dev', key: 'region', value: 'a #b' },
      'InvalidValue',
    ],
    [
      'a control character',
      { type: 'set', profile: 'dev', key: 'region', value: 'a\u0007b' },
      'InvalidValue',
    ],
    ['a key with an equals sign', { type: 'set', profile: 'dev', key: 'a=b', value: 'c' }, 'InvalidKey'],
    ['a profile that is not there', { type: 'deleteProfile', name: 'nobody' }, 'ProfileNotFound'],
    [
      'what already is so',
      { type: 'set', profile: 'dev', key: 'region', value: 'us-east-1' },
      'NothingToChange',
    ],
  ])('with %s is refused, and nothing is written', async (_, operation, code) => {
    const { core, home, config, credentials } = openHome()
    expect(await core.dispatch('edits.plan', { operations: [operation] })).toMatchObject({
      ok: false,
      error: { code },
    })
    expect(readFileSync(config, 'utf8')).toBe(configText)
    expect(readFileSync(credentials, 'utf8')).toBe(credentialsText)
    expect(existsSync(join(home, '.stackpass'))).toBe(false)
  })

  it('in a home without files creates them 0600 in a 0700 folder, and undo takes the file away', async () => {
    const { core, home, config } = openHome()
    rmSync(join(home, '.aws'), { recursive: true })
    expect((await must<ProfileList>(core, 'profiles.list')).files.map(({ state }) => state)).toEqual([
      'missing',
      'missing',
    ])
    expect(readdirSync(home)).toEqual([])
    const plan = await must<PlanView>(core, 'edits.plan', {
      operations: [{ type: 'addProfile', name: 'first', entries: [{ key: 'region', value: 'eu-west-1' }] }],
    })
    await must(core, 'edits.apply', { planId: plan.planId })
    expect(readFileSync(config, 'utf8')).toBe('[profile first]\nregion = eu-west-1\n')
    await must(core, 'history.undo')
    expect(existsSync(config)).toBe(false)
  })

  it('of a file that cannot be read says why, and lists what the other file has', async () => {
    const { core, config } = openHome()
    writeFileSync(config, Buffer.from([0xff, 0xfe, 0x5b, 0x00]))
    const reply = await core.dispatch('edits.plan', { operations: [setRegion] })
    expect(reply).toMatchObject({ ok: false })
    const { profiles } = await must<ProfileList>(core, 'profiles.list')
    expect(profiles.map(({ name }) => name)).toEqual(['default', 'session'])
    expect(readFileSync(config)).toEqual(Buffer.from([0xff, 0xfe, 0x5b, 0x00]))
  })
})

describe('an import', () => {
  const block = (token: string): string =>
    `[session]\naws_access_key_id=ASIAI44QH8DHBEXAMPLE\naws_secret_access_key=je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY\naws_session_token=${token}\n`

  it('replaces the keys of a profile and nothing else', async () => {
    const { core, credentials } = openHome()
    const token = `${'IQoJb3JpZ2luX2Vj'.repeat(12)}EXAMPLE=`
    const parsed = await must<{ importId: string; candidates: { index: number; replaces?: unknown }[] }>(
      core,
      'imports.parse',
      { text: block(token) },
    )
    expect(JSON.stringify(parsed)).not.toContain(token)
    expect(parsed.candidates).toMatchObject([
      { index: 0, suggestedName: 'session', replaces: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE' } },
    ])
    const plan = await must<PlanView>(core, 'imports.plan', {
      importId: parsed.importId,
      choices: [{ index: 0, profile: 'session' }],
    })
    await must(core, 'edits.apply', { planId: plan.planId })
    const after = readFileSync(credentials, 'utf8')
    expect(after).toContain(`aws_session_token = ${token}`)
    expect(after.startsWith(credentialsText.slice(0, credentialsText.indexOf('[session]')))).toBe(true)
  })

  it('of a truncated token is refused', async () => {
    const { core, credentials } = openHome()
    const parsed = await must<{ importId: string; candidates: { problem?: { code: string } }[] }>(
      core,
      'imports.parse',
      { text: block('IQoJb3JpZ2luX2Vj…') },
    )
    expect(parsed.candidates[0]?.problem?.code).toBe('ImportTokenTruncated')
    expect(
      await core.dispatch('imports.plan', {
        importId: parsed.importId,
        choices: [{ index: 0, profile: 'session' }],
      }),
    ).toMatchObject({
      ok: false,
      error: { code: 'ImportTokenTruncated' },
    })
    expect(readFileSync(credentials, 'utf8')).toBe(credentialsText)
  })

  it('of a token that is only suspected to be cut off is refused until somebody says so', async () => {
    const { core, credentials } = openHome()
    const token = 'IQoJb3JpZ2luX2Vj'.repeat(3)
    const parsed = await must<{ importId: string; candidates: unknown[] }>(core, 'imports.parse', {
      text: block(token),
    })
    expect(parsed.candidates).toMatchObject([{ problem: { code: 'ImportTokenTruncated', suspected: true } }])
    const choice = { index: 0, profile: 'session' }
    const { importId } = parsed
    expect(await core.dispatch('imports.plan', { importId, choices: [choice] })).toMatchObject({
      error: { code: 'ImportTokenTruncated', remedy: expect.stringContaining('anyway') },
    })
    const plan = await must<PlanView>(core, 'imports.plan', {
      importId,
      choices: [{ ...choice, anyway: true }],
    })
    await must(core, 'edits.apply', { planId: plan.planId })
    expect(readFileSync(credentials, 'utf8')).toContain(`aws_session_token = ${token}`)
  })

  it('says which profiles have the same keys, and whether the secrets are the same', async () => {
    const { core } = openHome()
    const known = async (text: string) =>
      (await must<{ candidates: { known: unknown }[] }>(core, 'imports.parse', { text })).candidates[0]?.known
    const same = credentialsText.slice(credentialsText.indexOf('[session]'))
    expect(await known(same)).toEqual([{ profile: 'session', secret: true, token: true }])
    expect(await known(same.replace('TOKENIQo', 'TOKENIQO'))).toEqual([
      { profile: 'session', secret: true, token: false },
    ])
  })
})
