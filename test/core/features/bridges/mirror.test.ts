import { existsSync } from 'node:fs'
import { rm, stat, writeFile } from 'node:fs/promises'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { putBack, rememberDefault } from '../../../../core/features/bridges/default-sections.ts'
import { editSharedFile } from '../../../../shared/domain/aws/edit.ts'
import { coreHome, keyLines, type CoreHome } from './core-home.ts'

const config =
  '[default]\nregion = eu-west-1\n\n[profile dev]\n[profile sso]\nsso_start_url = https://x.awsapps.com/start\n'
const dev = `[dev]\n${keyLines('AKIADEVEXAMPLE')}`
const temporary = `[temp]\n${keyLines('ASIATEMPEXAMPLE', 'aws_session_token = FwoGZXIvYXdzEXAMPLETOKEN\n')}`
const old = `# mine\n[default]\naws_secret_access_key=old/EXAMPLESECRET\n\taws_access_key_id : AKIAOLDEXAMPLE   \n; kept\r\n\n`

describe('the mirror in [default]', () => {
  let home: CoreHome

  afterEach(() => home.close())

  const lives: readonly (readonly [string, string])[] = [
    ['an old default with odd spelling', `${dev}\n${old}${temporary}`],
    [
      'an old default at the end, without a line end',
      `${dev}${temporary}[default]\naws_access_key_id=A\naws_secret_access_key=b`,
    ],
    ['no default', `${dev}\n${temporary}`],
    ['no default and no line end', `${temporary}${dev}`.trimEnd()],
    ['Windows line ends', `${old}${dev}${temporary}`.replace(/\r?\n/g, '\r\n')],
  ]
  it.each(lives)('follows the active profile and puts back %s', async (_what, credentials) => {
    home = await coreHome({ config, credentials })
    await home.call('active.use', { profile: 'dev' })
    await home.apply(await home.call('bridges.planMirror', { on: true }))
    expect((await stat(home.own('state', 'bridges.json'))).mode & 0o777).toBe(0o600)
    const inDefault = async () => home.call('credentials.get', { name: 'default' })
    expect(await inDefault()).toMatchObject({ value: { accessKeyId: 'AKIADEVEXAMPLE' } })
    await home.call('active.use', { profile: 'temp' })
    expect(await inDefault()).toMatchObject({
      value: { accessKeyId: 'ASIATEMPEXAMPLE', sessionToken: 'FwoGZXIvYXdzEXAMPLETOKEN' },
    })
    expect(await home.call('bridges.status', {})).toMatchObject({
      value: { mirror: { on: true, of: 'temp' } },
    })
    // A profile without keys must not leave those of another in [default].
    await home.call('active.use', { profile: 'sso' })
    expect(await home.text(home.credentials)).toBe(credentials)
    await home.call('active.use', { profile: 'dev' })
    expect(await inDefault()).toMatchObject({ value: { accessKeyId: 'AKIADEVEXAMPLE' } })
    expect(home.notices).toEqual([])
    await home.apply(await home.call('bridges.planMirror', { on: false }))
    expect(await home.text(home.credentials)).toBe(credentials)
    expect(await home.text(home.config)).toBe(config)
    expect(existsSync(home.own('state', 'bridges.json'))).toBe(false)
  })

  it('puts back what it found although other sections have changed meanwhile', async () => {
    home = await coreHome({ config, credentials: `${old}${dev}` })
    await home.apply(await home.call('bridges.planMirror', { on: true, profile: 'dev' }))
    const before = await home.text(home.credentials)
    await writeFile(home.credentials, `[new]\nregion = x\n${before}[later]\nregion = y\n`)
    await home.apply(await home.call('bridges.planMirror', { on: false }))
    expect(await home.text(home.credentials)).toBe(`[new]\nregion = x\n${old}${dev}[later]\nregion = y\n`)
  })

  it('refuses when another program has changed [default], and lets it be on demand', async () => {
    home = await coreHome({ config, credentials: `${old}${dev}\n${temporary}` })
    await home.apply(await home.call('bridges.planMirror', { on: true, profile: 'dev' }))
    const theirs = (await home.text(home.credentials)).replaceAll('AKIADEVEXAMPLE', 'AKIATHEIRSEXAMPLE')
    await writeFile(home.credentials, theirs)
    expect(await home.call('bridges.planMirror', { on: false })).toMatchObject({
      error: { code: 'DefaultChanged', path: '~/.aws/credentials' },
    })
    expect(await home.call('active.use', { profile: 'temp' })).toMatchObject({ value: { profile: 'temp' } })
    expect(home.notices).toMatchObject([{ code: 'DefaultChanged' }])
    expect(await home.text(home.credentials)).toBe(theirs)
    expect(await home.call('bridges.dropMirror', {})).toMatchObject({ value: { mirror: { on: false } } })
    expect(await home.text(home.credentials)).toBe(theirs)
  })

  it('refuses profiles without keys of their own, and unknown ones', async () => {
    home = await coreHome({ config, credentials: dev })
    expect(await home.call('bridges.planMirror', { on: true, profile: 'sso' })).toMatchObject({
      error: { code: 'SecretMissing' },
    })
    expect(await home.call('bridges.planMirror', { on: true, profile: 'nobody' })).toMatchObject({
      error: { code: 'ProfileNotFound' },
    })
    expect(await home.call('bridges.planMirror', { on: true })).toMatchObject({
      error: { code: 'CredentialsUnavailable' },
    })
    expect(await home.call('bridges.planMirror', { on: false })).toMatchObject({
      error: { code: 'NothingToChange' },
    })
    expect(await home.text(home.credentials)).toBe(dev)
  })

  it('says that its own file is damaged, and still switches', async () => {
    home = await coreHome({ config, credentials: dev })
    await home.apply(await home.call('bridges.planMirror', { on: true, profile: 'dev' }))
    await writeFile(home.own('state', 'bridges.json'), '{"version":1,"mirror":')
    expect(await home.call('bridges.status', {})).toMatchObject({ error: { code: 'FileUnreadable' } })
    expect(await home.call('active.use', { profile: 'dev' })).toMatchObject({ ok: true })
    expect(home.notices).toMatchObject([{ code: 'FileUnreadable' }])
    await rm(home.own('state', 'bridges.json'))
    expect(await home.call('bridges.status', {})).toMatchObject({ value: { mirror: { on: false } } })
  })
})

describe('putBack', () => {
  const line = fc.constantFrom(
    '[default]',
    '[other]',
    '[profile default]',
    'aws_access_key_id = AKIAX',
    'aws_secret_access_key=s',
    'aws_session_token = t',
    '# note',
    '',
    '   ',
    'region = x',
  )
  const file = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([lines, end, closed]) => Buffer.from(lines.join(end) + (closed ? end : '')))

  it('undoes any copy byte for byte', () => {
    fc.assert(
      fc.property(file, (bytes) => {
        const source = Buffer.from(`[src]\n${keyLines('AKIASRCEXAMPLE')}`)
        const before = new Uint8Array(Buffer.concat([source, bytes]))
        const edited = editSharedFile(before, 'credentials', { type: 'setActiveDefault', profile: 'src' })
        if (!edited.ok) return
        const restored = putBack(edited.bytes, 'credentials', rememberDefault(before, edited, 'credentials'))
        expect(restored.ok && Buffer.from(restored.bytes).toString()).toBe(Buffer.from(before).toString())
      }),
      { numRuns: 500 },
    )
  })
})
