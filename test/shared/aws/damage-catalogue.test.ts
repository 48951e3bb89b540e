import { describe, expect, it } from 'vitest'
import { editSharedFile } from '../../../shared/domain/aws/edit.ts'
import { mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { bytesOf, edited, textOf } from './support/bytes.ts'

/** Ways in which other tools were seen to damage these files. Each must come out with only the intended bytes changed. */
const set = (profile: string, key: string, value: string) => ({ type: 'set', profile, key, value }) as const
const unset = (profile: string, key: string) => ({ type: 'unset', profile, key }) as const
const add = (name: string, entries: { key: string; value: string }[] = []) =>
  ({ type: 'addProfile', name, entries }) as const
const remove = (name: string) => ({ type: 'deleteProfile', name }) as const

describe('comments, order, blank lines', () => {
  it('C1 keeps every comment and blank line', () => {
    const text = '# vim: ft=dosini\n# prod account - do not use\n[default]\n; temp\nregion = a\n\n\n# end\n'
    expect(edited(text, 'config', set('default', 'region', 'b'))).toBe(text.replace('= a', '= b'))
  })

  it('C2 keeps an inline comment, on a line of its own', () => {
    expect(edited('[default]\nregion = a # home region\n', 'config', set('default', 'region', 'b'))).toBe(
      '[default]\n# home region\nregion = b\n',
    )
  })

  it('C3 inserts above the comment of the next section', () => {
    expect(
      edited('[default]\n\n# note = keep\n[profile prod]\n', 'config', set('default', 'region', 'b')),
    ).toBe('[default]\nregion = b\n\n# note = keep\n[profile prod]\n')
  })

  it('C4 leaves the comment above the neighbour when a profile is deleted', () => {
    const text = '[ten-dev]\na = 1\n# about keep-me\n[keep-me]\na = 2\n'
    expect(edited(text, 'credentials', remove('ten-dev'))).toBe('# about keep-me\n[keep-me]\na = 2\n')
    expect(edited(text, 'credentials', remove('keep-me'))).toBe('[ten-dev]\na = 1\n')
  })

  it('C5 keeps numeric names in their order', () => {
    const text = '[123]\na = 1\n[abc]\na = 1\n[45]\na = 1\n'
    expect(edited(text, 'credentials', set('45', 'a', '2'))).toBe('[123]\na = 1\n[abc]\na = 1\n[45]\na = 2\n')
    expect([...mergeProfiles(undefined, parseSharedFile(bytesOf(text), 'credentials')).keys()]).toEqual([
      '123',
      'abc',
      '45',
    ])
  })

  it('C6 keeps the text behind a header', () => {
    expect(edited('[default]   # main\na = 1\n', 'credentials', set('default', 'a', '2'))).toBe(
      '[default]   # main\na = 2\n',
    )
  })

  it('keeps a commented-out profile and an editor mode line that stand above a deleted one', () => {
    expect(edited('#[old]\n#a = 1\n[new]\na = 2\n', 'credentials', remove('new'))).toBe('#[old]\n#a = 1\n')
    expect(edited('# vim: ft=dosini\n# laptop\n[new]\na = 2\n', 'credentials', remove('new'))).toBe(
      '# vim: ft=dosini\n',
    )
  })
})

describe('nested settings and values over several lines', () => {
  it('N1 keeps the indentation of a nested block', () => {
    const text = '[default]\ns3 =\n  max_concurrent_requests = 20\n  max_queue_size = 10000\n'
    expect(edited(text, 'config', set('default', 's3.max_queue_size', '5'))).toBe(text.replace('10000', '5'))
  })

  it('N2 tells equal keys in two blocks apart', () => {
    const text = '[services x]\ns3 =\n  endpoint_url = a\nsts =\n  endpoint_url = b\n'
    const operation = { ...set('x', 'sts.endpoint_url', 'c'), section: 'services' } as const
    expect(edited(text, 'config', operation)).toBe(text.replace('= b', '= c'))
  })

  it('N3 ends an empty value at the next header', () => {
    const text = '[a]\nkey2 =\n[b]\n  key3 = v\n'
    const profiles = mergeProfiles(undefined, parseSharedFile(bytesOf(text), 'credentials'))
    expect([...(profiles.get('a')?.settings.keys() ?? [])]).toEqual(['key2'])
    expect([...(profiles.get('b')?.settings.keys() ?? [])]).toEqual(['key3'])
  })

  it('N4 does not take a nested key for the one of the profile', () => {
    const text = '[default]\ns3 =\n  region = x\noutput = json\n'
    expect(edited(text, 'config', set('default', 'region', 'b'))).toBe(`${text}region = b\n`)
  })

  it('N5 replaces a continued value as a whole', () => {
    const text = '[default]\ncredential_process = foo\n  --bar baz=1\nregion = a\n'
    expect(edited(text, 'config', set('default', 'credential_process', 'x'))).toBe(
      '[default]\ncredential_process = x\nregion = a\n',
    )
  })

  it('N5 takes blank lines inside a continued value along, and leaves comments', () => {
    const text = '[default]\nregion = a\n\n  more\n# c\n  text\n\noutput = json\n'
    expect(edited(text, 'config', set('default', 'region', 'b'))).toBe(
      '[default]\nregion = b\n# c\n\noutput = json\n',
    )
  })

  it('N8 sets what stands below a setting that goes, and says what goes with it', () => {
    const text = '[default]\nregion = us-east-1\n  output = json\n'
    const operation = {
      type: 'setMany',
      profile: 'default',
      entries: [{ key: 'output', value: 'text' }],
      unset: ['region'],
    } as const
    expect(edited(text, 'config', operation)).toBe('[default]\noutput = text\n')
    const outcome = editSharedFile(bytesOf(text), 'config', unset('default', 'region'))
    expect(outcome.ok && [textOf(outcome.bytes), outcome.warnings.map(({ code }) => code)]).toEqual([
      '[default]\n',
      ['AmbiguousIndentation'],
    ])
  })

  it('N6 keeps empty values, which mean something', () => {
    const text = '[default]\ncli_pager =\nregion = a\n'
    expect(edited(text, 'config', set('default', 'region', 'b'))).toBe('[default]\ncli_pager =\nregion = b\n')
  })

  it('N7 refuses a key of three parts', () => {
    expect(edited('[default]\n', 'config', set('default', 'emr-dev.emr.instance_profile', 'x'))).toBe(
      'InvalidKey',
    )
  })

  it('N8 keeps blanks and tabs as they are', () => {
    const text = '[default]\ns3 =\n\ta = 1\n  b = 2\n'
    expect(edited(text, 'config', set('default', 's3.b', '3'))).toBe('[default]\ns3 =\n\ta = 1\n  b = 3\n')
  })
})

describe('headers and names', () => {
  it('H1 touches nothing below an indented header that the JS SDK takes for another profile', () => {
    const text = '[a]\nregion = r\noutput = o\n  [b]\n  region = s\n'
    const kept = '  [b]\n  region = s\n'
    expect(edited(text, 'credentials', set('a', 'output', 'p'))).toBe(`[a]\nregion = r\noutput = p\n${kept}`)
    expect(edited(text, 'credentials', set('a', 'region', 't'))).toBe(`[a]\nregion = t\noutput = o\n${kept}`)
    expect(edited(text, 'credentials', unset('a', 'region'))).toBe(`[a]\noutput = o\n${kept}`)
    expect(edited(text, 'credentials', unset('a', 'output'))).toBe('NotAllowed')
    expect(edited(text, 'credentials', remove('a'))).toBe('NotAllowed')
    expect(edited(text, 'credentials', { type: 'duplicateProfile', from: 'a', to: 'c' })).toBe('NotAllowed')
    expect(edited(text, 'credentials', set('a', 'cli_pager', 'x'))).toBe(
      `[a]\nregion = r\ncli_pager = x\noutput = o\n${kept}`,
    )
    const below = `${text}cli_pager = x\n`
    expect(edited(below, 'credentials', set('a', 'cli_pager', 'y'))).toBe('NotAllowed')
    expect(edited(below, 'credentials', unset('a', 'cli_pager'))).toBe('NotAllowed')
    const joined = '\ufeff[a]\nregion = r\n\ufeff[b]\nregion = s\n'
    expect(edited(joined, 'credentials', remove('a'))).toBe('NotAllowed')
    expect(edited(joined, 'credentials', set('a', 'output', 'o'))).toBe(
      '\ufeff[a]\nregion = r\noutput = o\n\ufeff[b]\nregion = s\n',
    )
    const nested = '[a]\ns3 =\n  [b]\n  region = s\n'
    expect(edited(nested, 'config', { ...remove('a') })).toBe('ProfileNotFound')
    expect(edited(nested, 'credentials', remove('a'))).toBe('NotAllowed')
    expect(edited(nested, 'credentials', unset('a', 's3.region'))).toBe('NotAllowed')
  })

  it('says when the AWS CLI reads another default than the one that is edited', () => {
    const warned = (text: string): string[] => {
      const outcome = editSharedFile(bytesOf(text), 'config', set('default', 'region', 'x'))
      return outcome.ok ? outcome.warnings.map(({ code }) => code) : [outcome.error.code]
    }
    expect(warned('[profile default]\nregion = a\n[default]\nregion = b\n')).toEqual(['TwoDefaults'])
    expect(warned('[default]\nregion = b\n[profile default]\nregion = a\n')).toEqual([])
  })

  it('H1 finds an indented header', () => {
    expect(edited(' [default]\na = 1\n', 'credentials', set('default', 'a', '2'))).toBe(' [default]\na = 2\n')
  })

  it.each([
    ['credentials', '[ default ]', 'default'],
    ['config', '[profile  dev]', 'dev'],
    ['config', '[profile\tdev]', 'dev'],
    ['config', "[profile 'my dev']", 'my dev'],
    ['config', '[profile "my dev"]', 'my dev'],
    ['config', '[ profile dev ]', 'dev'],
    ['credentials', '[dev]# glued', 'dev'],
  ] as const)('H2 finds %s %s', (kind, header, name) => {
    expect(edited(`${header}\na = 1\n`, kind, set(name, 'a', '2'))).toBe(`${header}\na = 2\n`)
    expect(edited(`${header}\na = 1\n`, kind, add(name))).toBe('ProfileExists')
  })

  it('H3 takes dots in names literally', () => {
    const text = '[my.team.admin]\na = 1\n\n[my.team]\na = 2\n'
    expect(edited(text, 'credentials', remove('my.team'))).toBe('[my.team.admin]\na = 1\n')
    expect(edited(text, 'credentials', set('my.team', 'a', '3'))).toBe(text.replace('a = 2', 'a = 3'))
  })

  it('H4 edits the last of two equal sections', () => {
    const text = '[default]\na = 1\n[default]\na = 2\n'
    expect(edited(text, 'credentials', set('default', 'a', '3'))).toBe('[default]\na = 1\n[default]\na = 3\n')
    expect(edited(text, 'credentials', remove('default'))).toBe('')
  })

  it('H5 keeps [__proto__] and [constructor], and refuses to make them', () => {
    const text = '[__proto__]\na = 1\n[constructor]\nkeys = x\n[default]\na = 2\n'
    expect(edited(text, 'credentials', set('default', 'a', '3'))).toBe(text.replace('a = 2', 'a = 3'))
    expect(
      mergeProfiles(undefined, parseSharedFile(bytesOf(text), 'credentials'))
        .get('constructor')
        ?.settings.get('keys')?.value,
    ).toBe('x')
    for (const name of ['__proto__', 'constructor', 'toString'])
      expect(edited(text, 'credentials', add(name))).toBe('InvalidProfileName')
  })

  it('H6 refuses to make [DEFAULT]', () => {
    expect(edited('', 'credentials', add('DEFAULT'))).toBe('InvalidProfileName')
    expect(edited('[a]\nk = v\n', 'credentials', { type: 'renameProfile', from: 'a', to: 'DEFAULT' })).toBe(
      'InvalidProfileName',
    )
  })

  it('H7 leaves keys before the first header alone', () => {
    expect(edited('region = a\n[default]\noutput = json\n', 'config', set('default', 'region', 'b'))).toBe(
      'region = a\n[default]\noutput = json\nregion = b\n',
    )
  })

  it('H8 refuses an empty name', () => {
    expect(edited('', 'credentials', add(''))).toBe('InvalidProfileName')
  })

  it('H9 takes neither [profile x] in credentials nor [x] in config for a profile, and leaves both', () => {
    expect(edited('[profile x]\na = 1\n', 'credentials', set('x', 'a', '2'))).toBe(
      '[profile x]\na = 1\n\n[x]\na = 2\n',
    )
    expect(edited('[x]\na = 1\n', 'config', set('x', 'a', '2'))).toBe('[x]\na = 1\n\n[profile x]\na = 2\n')
  })

  it('H10 edits the last of two equal keys and unsets both', () => {
    const text = '[default]\nregion = a\nregion = b\n'
    expect(edited(text, 'config', set('default', 'region', 'c'))).toBe('[default]\nregion = a\nregion = c\n')
    expect(edited(text, 'config', unset('default', 'region'))).toBe('[default]\n')
  })

  it('H11 finds a key in any case and keeps its spelling', () => {
    expect(edited('[default]\nRegion = a\n', 'config', set('default', 'region', 'b'))).toBe(
      '[default]\nRegion = b\n',
    )
  })
})
