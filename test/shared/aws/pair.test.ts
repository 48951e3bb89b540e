import { describe, expect, it } from 'vitest'
import { editPair } from '../../../shared/domain/aws/pair.ts'
import type { PairOptions } from '../../../shared/domain/aws/pair.ts'
import type { SharedFileOperation } from '../../../shared/domain/aws/types.ts'
import { bytesOf, textOf } from './support/bytes.ts'

interface Texts {
  readonly config?: string
  readonly credentials?: string
}

/** What becomes of the files: only those that were touched, or the code of the refusal. */
function pair(files: Texts, operation: SharedFileOperation, options?: PairOptions): Texts | string {
  const outcome = editPair(
    {
      config: files.config === undefined ? undefined : bytesOf(files.config),
      credentials: files.credentials === undefined ? undefined : bytesOf(files.credentials),
    },
    operation,
    options,
  )
  const after: { config?: string; credentials?: string } = {}
  for (const file of ['config', 'credentials'] as const) {
    const edited = outcome[file]
    if (edited?.ok === false) return edited.error.code
    if (edited) after[file] = textOf(edited.bytes)
  }
  return after
}

const keys = '[a]\naws_access_key_id = AKIA1\naws_secret_access_key = s\n'
const session = '[a]\naws_access_key_id = ASIA1\naws_secret_access_key = s\naws_session_token = t\n'

describe('where a setting goes', () => {
  it('to the file where it takes effect', () => {
    const files = { config: '[profile a]\nregion = x\noutput = json\n', credentials: '[a]\nregion = y\n' }
    expect(pair(files, { type: 'set', profile: 'a', key: 'region', value: 'z' })).toEqual({
      credentials: '[a]\nregion = z\n',
    })
    expect(pair(files, { type: 'set', profile: 'a', key: 'output', value: 'text' })).toEqual({
      config: '[profile a]\nregion = x\noutput = text\n',
    })
  })

  it('new credentials to the credentials file, everything else to config', () => {
    const entries = [
      { key: 'aws_access_key_id', value: 'AKIA1' },
      { key: 'aws_secret_access_key', value: 's' },
      { key: 's3.addressing_style', value: 'path' },
    ]
    expect(pair({}, { type: 'setMany', profile: 'a', entries })).toEqual({
      config: '[profile a]\ns3 =\n    addressing_style = path\n',
      credentials: keys,
    })
  })

  it('a token next to the keys it belongs to', () => {
    const config = '[profile a]\naws_access_key_id = ASIA1\naws_secret_access_key = s\n'
    expect(pair({ config }, { type: 'set', profile: 'a', key: 'aws_session_token', value: 't' })).toEqual({
      config: `${config}aws_session_token = t\n`,
    })
  })

  it('unset takes it out of both files, so that none takes its place', () => {
    const files = { config: '[profile a]\nregion = x\n', credentials: '[a]\nregion = y\n' }
    expect(pair(files, { type: 'unset', profile: 'a', key: 'region' })).toEqual({
      config: '[profile a]\n',
      credentials: '[a]\n',
    })
  })

  it('sections other than profiles only to config', () => {
    expect(
      pair({}, { type: 'set', profile: 'corp', section: 'sso-session', key: 'sso_region', value: 'r' }),
    ).toEqual({
      config: '[sso-session corp]\nsso_region = r\n',
    })
  })
})

describe('key pairs', () => {
  it('refuses half a pair that was not there before', () => {
    expect(pair({}, { type: 'set', profile: 'a', key: 'aws_access_key_id', value: 'AKIA1' })).toBe(
      'HalfKeyPair',
    )
    expect(pair({ credentials: keys }, { type: 'unset', profile: 'a', key: 'aws_secret_access_key' })).toBe(
      'HalfKeyPair',
    )
    expect(
      pair({}, { type: 'addProfile', name: 'a', entries: [{ key: 'aws_secret_access_key', value: 's' }] }),
    ).toBe('HalfKeyPair')
  })

  it('lets half a pair be completed or edited', () => {
    const credentials = '[a]\naws_access_key_id = AKIA1\n'
    expect(
      pair({ credentials }, { type: 'set', profile: 'a', key: 'aws_secret_access_key', value: 's' }),
    ).toEqual({ credentials: keys })
    expect(
      pair({ credentials }, { type: 'set', profile: 'a', key: 'aws_access_key_id', value: 'AKIA2' }),
    ).toEqual({
      credentials: '[a]\naws_access_key_id = AKIA2\n',
    })
  })

  it('refuses a token without keys', () => {
    expect(pair({}, { type: 'set', profile: 'a', key: 'aws_session_token', value: 't' })).toBe(
      'TokenWithoutKeys',
    )
    const unset = ['aws_access_key_id', 'aws_secret_access_key']
    expect(pair({ credentials: session }, { type: 'setMany', profile: 'a', entries: [], unset })).toBe(
      'TokenWithoutKeys',
    )
  })

  it('removes keys and token together', () => {
    const unset = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token']
    expect(pair({ credentials: session }, { type: 'setMany', profile: 'a', entries: [], unset })).toEqual({
      credentials: '[a]\n',
    })
  })

  it('takes a stale token out of whichever file it is in', () => {
    const files = { config: '[profile a]\nexpiration = 2026-01-01T00:00:00Z\n', credentials: session }
    const entries = [
      { key: 'aws_access_key_id', value: 'AKIA1' },
      { key: 'aws_secret_access_key', value: 's' },
    ]
    expect(pair(files, { type: 'setMany', profile: 'a', entries })).toEqual({
      config: '[profile a]\n',
      credentials: keys,
    })
  })

  it('gives a new token to both of its names: boto3 takes the older one first', () => {
    const credentials = `${session}aws_security_token = t\n`
    const operation = { type: 'set', profile: 'a', key: 'aws_session_token', value: 'new' } as const
    expect(pair({ credentials }, operation)).toEqual({
      credentials: credentials.replaceAll('= t\n', '= new\n'),
    })
    const older = { ...operation, key: 'aws_security_token' }
    expect(pair({ credentials }, older)).toEqual({ credentials: credentials.replaceAll('= t\n', '= new\n') })
  })

  it('takes every expiry along when the new session comes with one', () => {
    const old = '2026-01-01T00:00:00Z'
    const files = {
      config: `[profile a]\nx_security_token_expires = ${old}\n`,
      credentials: `${session}aws_expiration = ${old}\n`,
    }
    const end = '2027-01-01T00:00:00Z'
    const entries = [
      { key: 'aws_session_token', value: 'new' },
      { key: 'x_security_token_expires', value: end },
    ]
    expect(pair(files, { type: 'setMany', profile: 'a', entries })).toEqual({
      config: files.config.replace(old, end),
      credentials: files.credentials.replace('= t\n', '= new\n').replace(old, end),
    })
  })

  it('keeps expiry and token in step', () => {
    const credentials = `${session}x_security_token_expires = 2026-01-01T00:00:00Z\n`
    const operation = { type: 'set', profile: 'a', key: 'aws_session_token', value: 'u' } as const
    const after = session.replace('= t', '= u')
    expect(pair({ credentials }, operation)).toEqual({ credentials: after })
    expect(pair({ credentials }, operation, { expiration: '2027-01-01T00:00:00Z' })).toEqual({
      credentials: `${after}x_security_token_expires = 2027-01-01T00:00:00Z\n`,
    })
    const other = `${session}\n[b]\naws_expiration = 2026-01-01T00:00:00Z\n`
    expect(pair({ credentials: other }, operation, { expiration: '2027-01-01T00:00:00Z' })).toEqual({
      credentials: `${after}aws_expiration = 2027-01-01T00:00:00Z\n\n[b]\naws_expiration = 2026-01-01T00:00:00Z\n`,
    })
  })
})

describe('both files in one go', () => {
  const files = { config: '[profile a]\nregion = x\n\n[profile b]\nsource_profile = a\n', credentials: keys }

  it('renames in both, with references', () => {
    expect(pair(files, { type: 'renameProfile', from: 'a', to: 'c' })).toEqual({
      config: '[profile c]\nregion = x\n\n[profile b]\nsource_profile = c\n',
      credentials: keys.replace('[a]', '[c]'),
    })
  })

  it('follows references into the file that does not have the profile', () => {
    const config = '[profile b]\nsource_profile = a\n'
    expect(pair({ config, credentials: keys }, { type: 'renameProfile', from: 'a', to: 'c' })).toEqual({
      config: '[profile b]\nsource_profile = c\n',
      credentials: keys.replace('[a]', '[c]'),
    })
  })

  it('refuses a name that the other file has', () => {
    expect(
      pair({ config: '[profile b]\n', credentials: keys }, { type: 'renameProfile', from: 'a', to: 'b' }),
    ).toBe('ProfileExists')
    expect(
      pair({ config: '[profile b]\n', credentials: keys }, { type: 'duplicateProfile', from: 'a', to: 'b' }),
    ).toBe('ProfileExists')
    expect(
      pair(files, { type: 'addProfile', name: 'b', entries: [{ key: 'aws_access_key_id', value: 'A' }] }),
    ).toBe('ProfileExists')
  })

  it('deletes and duplicates in both', () => {
    expect(pair(files, { type: 'deleteProfile', name: 'a' })).toEqual({
      config: '[profile b]\nsource_profile = a\n',
      credentials: '',
    })
    expect(pair(files, { type: 'duplicateProfile', from: 'a', to: 'c' })).toEqual({
      config: `${files.config}\n[profile c]\nregion = x\n`,
      credentials: `${keys}\n${keys.replace('[a]', '[c]')}`,
    })
  })

  it('renames a section with the profiles that use it', () => {
    const config = '[profile a]\nsso_session = s\n[sso-session s]\nsso_region = r\n'
    expect(pair({ config }, { type: 'renameProfile', from: 's', to: 't', section: 'sso-session' })).toEqual({
      config: '[profile a]\nsso_session = t\n[sso-session t]\nsso_region = r\n',
    })
  })

  it('copies keys into default, from whichever file has them', () => {
    const config = '[profile a]\naws_access_key_id = AKIA1\naws_secret_access_key = s\n'
    expect(
      pair(
        { config, credentials: session.replace('[a]', '[default]') },
        { type: 'setActiveDefault', profile: 'a' },
      ),
    ).toEqual({
      credentials: keys.replace('[a]', '[default]'),
    })
  })

  it.each([
    [{ type: 'deleteProfile', name: 'nope' }, 'ProfileNotFound'],
    [{ type: 'renameProfile', from: 'nope', to: 'x' }, 'ProfileNotFound'],
    [{ type: 'duplicateProfile', from: 'nope', to: 'x' }, 'ProfileNotFound'],
    [{ type: 'unset', profile: 'nope', key: 'region' }, 'ProfileNotFound'],
    [{ type: 'setActiveDefault', profile: 'b' }, 'HalfKeyPair'],
    [{ type: 'addProfile', name: '__proto__', entries: [] }, 'InvalidProfileName'],
  ] as const)('%j is refused with %s', (operation, code) => {
    expect(pair(files, operation)).toBe(code)
  })
})
