import { describe, expect, it } from 'vitest'
import { editSharedFile } from '../../../shared/domain/aws/edit.ts'
import { botocoreView } from '../../../shared/domain/aws/lenses/botocore.ts'
import { mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { editPair } from '../../../shared/domain/aws/pair.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { plain } from '../../corpus/aws-result.ts'
import { bytesOf, edited, textOf } from './support/bytes.ts'

/** Ways in which other tools were seen to damage these files. Each must come out with only the intended bytes changed. */
const set = (profile: string, key: string, value: string) => ({ type: 'set', profile, key, value }) as const
const add = (name: string, entries: { key: string; value: string }[] = []) =>
  ({ type: 'addProfile', name, entries }) as const
const remove = (name: string) => ({ type: 'deleteProfile', name }) as const

const id = 'AKIAIOSFODNN7EXAMPLE'
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

describe('values', () => {
  it('V1 keeps a secret with # and ; in it', () => {
    const text = `[default]\naws_secret_access_key = abc#def;ghi\na = 1\n`
    expect(edited(text, 'credentials', set('default', 'a', '2'))).toBe(text.replace('a = 1', 'a = 2'))
    expect(
      mergeProfiles(undefined, parseSharedFile(bytesOf(text), 'credentials'))
        .get('default')
        ?.settings.get('aws_secret_access_key')?.value,
    ).toBe('abc#def;ghi')
  })

  it.each([
    ['V2', 'a%(b)s%c${HOME}'],
    ['V3', '"/opt/my tool/bin" --x "a b"'],
    ['V4', 'C:\\tools\\creds.exe -a b=c'],
    ['V7', '[1,2]'],
    ['equals', 'abc+def=='],
  ])('%s writes and reads %s as it is', (_, value) => {
    const text = edited('[default]\nx = 1\n', 'config', set('default', 'x', value))
    expect(text).toBe(`[default]\nx = ${value}\n`)
    expect(plain(botocoreView(bytesOf(text), 'config').profiles)).toEqual({ default: { x: value } })
  })

  it('V5 writes = where a setting has a colon, so that every reader sees the value', () => {
    expect(edited('[default]\nregion : us-east-1\n', 'config', set('default', 'region', 'b'))).toBe(
      '[default]\nregion = b\n',
    )
    expect(edited('[default]\nregion:a\n', 'config', set('default', 'region', 'b'))).toBe(
      '[default]\nregion=b\n',
    )
  })

  it('V6 keeps a line without =', () => {
    expect(edited('[default]\nfoo\nregion = a\n', 'config', set('default', 'region', 'b'))).toBe(
      '[default]\nfoo\nregion = b\n',
    )
  })

  it('V7 keeps keys that look like arrays', () => {
    expect(edited('[default]\nx[] = 1\nx[] = 2\na = 1\n', 'config', set('default', 'a', '2'))).toBe(
      '[default]\nx[] = 1\nx[] = 2\na = 2\n',
    )
  })

  it.each(['x\n[evil]', 'x\ry', ' x', 'x ', 'a # b', 'a ;b', '#x', 'a\x00b', 'a\x1bb', '\ufeffx', '\ud800'])(
    'V9 refuses the value %j',
    (value) => {
      expect(edited('[default]\nregion = a\n', 'config', set('default', 'region', value))).toBe(
        'InvalidValue',
      )
    },
  )

  it('V10 takes the token along when a long-lived key replaces a temporary one', () => {
    const credentials = bytesOf(
      `[default]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secret}\naws_session_token = t\nexpiration = 2026-11-22T12:00:00Z\nregion = a\n`,
    )
    const outcome = editPair(
      { credentials },
      {
        type: 'setMany',
        profile: 'default',
        entries: [
          { key: 'aws_access_key_id', value: id },
          { key: 'aws_secret_access_key', value: secret },
        ],
      },
    )
    expect(outcome.config).toBeUndefined()
    expect(outcome.credentials?.ok && textOf(outcome.credentials.bytes)).toBe(
      `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\nregion = a\n`,
    )
  })
})

describe('encoding, line ends, end of file', () => {
  it('E1 keeps a byte order mark and finds the section behind it', () => {
    expect(edited('\ufeff[default]\na = 1\n', 'credentials', set('default', 'a', '2'))).toBe(
      '\ufeff[default]\na = 2\n',
    )
  })

  it('E2 refuses UTF-16 by name', () => {
    const outcome = editSharedFile(
      new Uint8Array(Buffer.from('\ufeff[default]\r\na = 1\r\n', 'utf16le')),
      'credentials',
      set('default', 'a', '2'),
    )
    expect(outcome.ok ? '' : `${outcome.error.code} ${outcome.error.message}`).toMatch(
      /UnsupportedEncoding.*UTF-16/,
    )
  })

  it('E3 keeps the line end of every line', () => {
    expect(edited('[default]\r\na = 1\nb = 2\r\n', 'credentials', set('default', 'a', '3'))).toBe(
      '[default]\r\na = 3\nb = 2\r\n',
    )
    expect(edited('[default]\r\na = 1\r\n', 'credentials', set('default', 'b', '2'))).toBe(
      '[default]\r\na = 1\r\nb = 2\r\n',
    )
    expect(edited('[default]\ra = 1\r', 'credentials', set('default', 'a', '2'))).toBe('[default]\ra = 2\r')
  })

  it('E4 completes the last line once, whatever is added or removed behind it', () => {
    const many = (entries: Record<string, string>, unset: string[] = []) =>
      ({
        type: 'setMany',
        profile: 'a',
        entries: Object.entries(entries).map(([key, value]) => ({ key, value })),
        unset,
      }) as const
    const nested = '[a]\ns3 =\n  x = 1'
    expect(edited(nested, 'credentials', many({ output: 'o', 's3.y': '2' }))).toBe(
      '[a]\ns3 =\n  x = 1\n  y = 2\noutput = o\n',
    )
    const plain = '[a]\nregion = r'
    expect(edited(plain, 'credentials', many({ output: 'o' }, ['region']))).toBe('[a]\noutput = o\n')
    expect(edited(plain, 'credentials', many({ output: 'o', region: 's' }))).toBe(
      '[a]\nregion = s\noutput = o\n',
    )
    const returns = plain.replaceAll('\n', '\r\n')
    expect(edited(returns, 'credentials', many({ output: 'o' }, ['region']))).toBe('[a]\r\noutput = o\r\n')
  })

  it('E3 does not end new lines in a carriage return where the file has line feeds', () => {
    const text = '[a]\nregion = r\r'
    expect(edited(text, 'credentials', set('a', 'output', 'o'))).toBe(`${text}output = o\n`)
    expect(edited(text, 'credentials', add('b'))).toBe(`${text}\n[b]\n`)
    expect(edited('[a]\rregion = r\r', 'credentials', set('a', 'output', 'o'))).toBe(
      '[a]\rregion = r\routput = o\r',
    )
  })

  it('E4 completes a last line without line end before it adds one', () => {
    expect(
      edited('[default]\nregion = eu-west-1', 'config', add('dev', [{ key: 'region', value: 'b' }])),
    ).toBe('[default]\nregion = eu-west-1\n\n[profile dev]\nregion = b\n')
    expect(edited('[default]\nregion = a', 'config', set('default', 'region', 'b'))).toBe(
      '[default]\nregion = b',
    )
  })

  it('E5 fills an empty file', () => {
    expect(edited('', 'credentials', set('default', 'a', '1'))).toBe('[default]\na = 1\n')
    expect(edited('', 'config', set('dev', 'a', '1'))).toBe('[profile dev]\na = 1\n')
  })

  it('E6 keeps text outside of ASCII, and bytes that are no UTF-8', () => {
    const text = '# clé\n[ünï]\na = 1\n'
    expect(edited(text, 'credentials', set('ünï', 'a', 'é'))).toBe('# clé\n[ünï]\na = é\n')
    const bytes = Uint8Array.of(0x23, 0xe9, 0x0a, ...bytesOf('[default]\na = 1\n'))
    const outcome = editSharedFile(bytes, 'credentials', set('default', 'a', '2'))
    expect(outcome.ok && [...outcome.bytes]).toEqual([0x23, 0xe9, 0x0a, ...bytesOf('[default]\na = 2\n')])
  })
})

describe('what is not ours', () => {
  it('O1 O2 leaves expiry keys of other tools alone', () => {
    const text = '[a]\nexpiration = 2020-01-01T00:00:00Z\n[b]\nx = 1\n'
    expect(edited(text, 'credentials', set('b', 'x', '2'))).toBe(text.replace('x = 1', 'x = 2'))
  })

  it('O4 replaces the keys of a profile without touching its other settings', () => {
    const text = `[a]\nregion = r\nmfa_serial = m\naws_access_key_id = old\naws_secret_access_key = old\n`
    const entries = [
      { key: 'aws_access_key_id', value: id },
      { key: 'aws_secret_access_key', value: secret },
    ]
    expect(edited(text, 'credentials', { type: 'setMany', profile: 'a', entries })).toBe(
      `[a]\nregion = r\nmfa_serial = m\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`,
    )
  })

  it('O5 O7 writes a region to config and keys to credentials', () => {
    const outcome = editPair(
      {},
      {
        type: 'addProfile',
        name: 'dev',
        entries: [
          { key: 'region', value: 'r' },
          { key: 'aws_access_key_id', value: id },
          { key: 'aws_secret_access_key', value: secret },
        ],
      },
    )
    expect(outcome.config?.ok && textOf(outcome.config.bytes)).toBe('[profile dev]\nregion = r\n')
    expect(outcome.credentials?.ok && textOf(outcome.credentials.bytes)).toBe(
      `[dev]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`,
    )
  })

  it('O6 keeps the markers of a managed block', () => {
    const text = '[a]\nx = 1\n\n### BEGIN managed ###\n[b]\nx = 2\n### END managed ###\n'
    expect(edited(text, 'credentials', remove('a'))).toBe(
      '### BEGIN managed ###\n[b]\nx = 2\n### END managed ###\n',
    )
  })
})
