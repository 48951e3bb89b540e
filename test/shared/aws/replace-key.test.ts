import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { profilesWithKey, replaceKey } from '../../../shared/domain/aws/replace-key.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const old = {
  accessKeyId: 'AKIAOLDOLDOLDOLDOLD1',
  secretAccessKey: 'old/OLD+old/OLD+old/OLD+old/OLD+old/OLD1',
}
const made = {
  accessKeyId: 'AKIANEWNEWNEWNEWNEW1',
  secretAccessKey: 'new$&NEW+new/NEW+new/NEW+new/NEW+new/NE1',
}

function replaced(text: string, kind: 'config' | 'credentials' = 'credentials'): string {
  const outcome = replaceKey(bytes(text), kind, old, made)
  if (!outcome.ok) throw new Error(outcome.error.message)
  return new TextDecoder().decode(outcome.bytes)
}

describe('a key in the place of another', () => {
  it('changes its two values alone: comments, blanks, order and line ends stay', () => {
    const text = `# x\r\n[a]\r\naws_secret_access_key=${old.secretAccessKey}\r\n# between\r\nAWS_ACCESS_KEY_ID   =  ${old.accessKeyId}  \r\n`
    expect(replaced(text)).toBe(
      text
        .replace(old.secretAccessKey, () => made.secretAccessKey)
        .replace(old.accessKeyId, made.accessKeyId),
    )
  })

  it('is put into every profile, one that stands there twice too, and into no other section or comment', () => {
    const pair = `aws_access_key_id = ${old.accessKeyId}\naws_secret_access_key = ${old.secretAccessKey}\n`
    const text = `[profile a]\n${pair}[profile b]\nregion = x\n[profile a]\n${pair}# ${old.accessKeyId}\n[plugins]\n${pair}`
    const after = replaced(text, 'config')
    expect(after.split(made.accessKeyId)).toHaveLength(3)
    expect(after.endsWith(`# ${old.accessKeyId}\n[plugins]\n${pair}`)).toBe(true)
    expect(profilesWithKey(parseSharedFile(bytes(after), 'config'), made.accessKeyId)).toEqual(['a'])
  })

  it('leaves a value alone that only begins with it, and a file without it as it is', () => {
    const text = `[a]\naws_access_key_id = ${old.accessKeyId}X\nnote = ${old.accessKeyId}\n`
    expect(replaced(text)).toBe(text)
  })

  it('refuses an encoding that no tool reads', () => {
    expect(replaceKey(Uint8Array.of(0xff, 0xfe, 0x5b, 0), 'config', old, made)).toMatchObject({
      ok: false,
      error: { code: 'UnsupportedEncoding' },
    })
  })

  it('there and back again is the same file, whatever stands around it', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '[a]',
        '[profile b]',
        '# comment',
        '',
        `aws_access_key_id = ${old.accessKeyId}`,
        `aws_secret_access_key=${old.secretAccessKey}`,
        '  continued',
        's3 =',
        '  addressing_style = path',
        'region = eu-west-1 ; here',
        'odd',
      ),
      fc.string({ maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, '')),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        const before = bytes(lines.join(end))
        const there = replaceKey(before, 'config', old, made)
        if (!there.ok) return there.error.code === 'UnsupportedEncoding'
        const back = replaceKey(there.bytes, 'config', made, old)
        return back.ok && Buffer.compare(back.bytes, before) === 0
      }),
    )
  })
})
