import * as fc from 'fast-check'

/** Pieces that shared files are made of, the usual and the nasty ones alike. */
const names = [
  'default', 'profile default', 'profile dev', 'dev', 'profile a b', "profile 'a b'", 'profile "a b"', 'profile  two',
  'profile\ttab', ' profile pad ', ' pad ', 'sso-session corp', 'services s', 'sso-sessionx', 'profilex', 'Profile x', 'profile.foo',
  'profile', 'profile ', 'profile ""', 'DEFAULT', '__proto__', 'profile __proto__', 'toString', 'a]b', '[double]', 'a;b', 'a ;b', 'x # y',
  'CORP\\alice', 'profile CORP\\alice', "profile bob's", 'profile ünï', 'ünï', 'plugins', '1', 'a b', 'a b c', '', ' ', 'profile "x', "profile x'y'z",
] // prettier-ignore

const keys = [
  'region', 'Region', 'output', 'aws_access_key_id', 'aws_secret_access_key', 'AWS_SESSION_TOKEN', 's3', 'a', 'b c', 'http://x', 'x:y', 's3.k', '',
  '__proto__', 'key]', '[k', 'é', 'export A',
] // prettier-ignore

const values = [
  '', 'us-east-1', 'a=b', 'a:b', 'x # c', 'x ; c', 'x#c', '# c', ';c', '"q"', "'q'", '%(x)s', 'abc\\', '==', '[v]', 'é', '\u2028', '\ufeff', '\u00a0x\u00a0', 'a\tb', '\x0bz', '\x1cz', '\x00',
] // prettier-ignore

const separators = ['=', ' = ', ':', ' : ', '\t=\t', '  =']
const indents = ['', '', '', '', ' ', '  ', '\t', '    ', '\u00a0', '\x0c']
const tails = ['', '', '', ' ', '\t', ' # c', '# c', ' ; c]', ' trailing', ' see [x]']
const ends = ['\n', '\n', '\n', '\n', '\r\n', '\r', '\r\r\n']

const header = fc
  .tuple(
    fc.constantFrom(...indents),
    fc.constantFrom(...names),
    fc.constantFrom(...tails),
    fc.constantFrom(']', ']', ']', ']', ''),
  )
  .map(([indent, name, tail, close]) => `${indent}[${name}${close}${tail}`)

const setting = fc
  .tuple(
    fc.constantFrom(...indents),
    fc.constantFrom(...keys),
    fc.constantFrom(...separators),
    fc.constantFrom(...values),
    fc.constantFrom(...tails),
  )
  .map((parts) => parts.join(''))

const other = fc.constantFrom(
  '',
  '',
  '   ',
  '# comment',
  '; comment',
  '  # indented',
  'no separator',
  '= v',
  '  more text',
  '#k = v',
  'AAAABBBBCCCCDDDD+/==',
  'QQ==',
  '\u00a0',
)

const line = fc.oneof(
  { weight: 3, arbitrary: header },
  { weight: 6, arbitrary: setting },
  { weight: 2, arbitrary: other },
)

/** Whole files, from well-behaved to broken in every way. */
export const hostileFile: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '', '', '', '', '\ufeff'),
    fc.constantFrom('[default]\n', '[default]\n', '[profile dev]\n', ''),
    fc.array(fc.tuple(line, fc.constantFrom(...ends)), { maxLength: 12 }),
    fc.boolean(),
  )
  .map(([mark, first, lines, final]) => {
    const text = mark + first + lines.map(([content, end]) => content + end).join('')
    return final ? text : text.replace(/[\r\n]+$/, '')
  })

/** Bytes: hostile text, now and then with a byte that is not UTF-8, or nothing but noise. */
export const hostileBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 8, arbitrary: hostileFile.map((text) => new Uint8Array(Buffer.from(text, 'utf8'))) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(hostileFile, fc.nat(), fc.integer({ min: 0x80, max: 0xff }))
      .map(([text, at, byte]) => {
        const bytes = new Uint8Array(Buffer.from(text, 'utf8'))
        if (bytes.length > 0) bytes[at % bytes.length] = byte
        return bytes
      }),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
)

export const fileKind = fc.constantFrom('config' as const, 'credentials' as const)
