import { describe, expect, it } from 'vitest'
import { readCommand } from '../../../core/consent/read-command.ts'
import type { Place } from '../../../core/consent/types.ts'

const place: Place = {
  env: { HOME: '/home/ana', TOOL: '/opt/tool', TWO: 'a b' },
  platform: 'linux',
  home: '/home/ana',
  cwd: '/repo',
}

const read = (command: string, more: Partial<Place> = {}) => {
  const { named, unknown, simple } = readCommand(command, { ...place, ...more })
  const files = named.map(({ role, word, base }) =>
    base === '/repo' || base === undefined || word.startsWith('/') || !/[\\/]/.test(word)
      ? `${role} ${word}`
      : `${role} ${base}/${word}`,
  )
  return { files, unknown, simple: simple !== undefined }
}

describe('what a command starts', () => {
  it.each<[string, string[]]>([
    ['aws-vault exec prod --json', ['program aws-vault']],
    [`'/opt/my tool/keys' "a b"`, ['program /opt/my tool/keys']],
    ['/opt/my\\ tool/keys', ['program /opt/my tool/keys']],
    ['bin/creds', ['program bin/creds']],
    ['sh -c "bin/a; b | c && d"', ['program sh', 'program bin/a', 'program b', 'program c', 'program d']],
    ["bash -euo pipefail -c 'x'", ['program bash', 'program x']],
    ["sh -c 'sh -c deep'", ['program sh', 'program sh', 'program deep']],
    ['bash ~/x.sh now', ['program bash', 'script /home/ana/x.sh']],
    ['python3.11 -u creds.py --x', ['program python3.11', 'script creds.py']],
    ['python3 -W ignore creds.py', ['program python3', 'script creds.py']],
    ['python3 -m keys', ['program python3']],
    ['node --require ./a.js b.js', ['program node', 'script ./a.js', 'script b.js']],
    ['node --require=./a.js -e 1', ['program node', 'script ./a.js']],
    ['java -cp x -jar k.jar', ['program java', 'script k.jar']],
    ['env -u X A=1 /opt/k', ['program env', 'program /opt/k']],
    ['A=1 /opt/k', ['program /opt/k']],
    ['exec /opt/k', ['program /opt/k']],
    ['nohup /opt/k', ['program nohup', 'program /opt/k']],
    ['timeout -k 5 10 /opt/k', ['program timeout', 'program /opt/k']],
    ['cd /opt && ./k', ['program /opt/./k']],
    ['if a; then b; fi', ['program a', 'program b']],
    ['(a) 2>/dev/null', ['program a']],
    ['$TOOL/bin', ['program /opt/tool/bin']],
    ['. ./lib.sh; a', ['script ./lib.sh', 'program a']],
    ['eval "a b"', ['program a']],
    ["printf '{}'", []],
    ['a # b', ['program a']],
    ['a\nb', ['program a', 'program b']],
  ])('%j', (command, files) => {
    expect(read(command)).toMatchObject({ files, unknown: [] })
  })

  it.each<[string, string[]]>([
    ['$(which k) x', []],
    ['a `b`', ['program a']],
    ['a; $1', ['program a']],
    ['$TWO', []],
    ['a; for x in y; do z; done', ['program a', 'program z']],
    ['cd - && ./k', ['program ./k']],
    ["sh -c 'x", []],
    ['PATH=/evil k', ['program k']],
  ])('says of %j that not all of it can be told', (command, files) => {
    const found = read(command)
    expect(found.files).toEqual(files)
    if (command.startsWith('cd')) expect(readCommand(command, place).named[0]?.base).toBeUndefined()
    else expect(found.unknown).not.toEqual([])
  })

  it.each([
    ['aws-vault exec prod', true],
    ['a | b', false],
    ['a "$HOME"', false],
    ['a *.json', false],
    ['A=1 b', false],
    ["printf '%s' x", false],
    ['a ~/x', false],
    ['a {x,y}', false],
  ])('whether %j is nothing but a program with its arguments: %j', (command, simple) => {
    expect(read(command).simple).toBe(simple)
  })

  it('reads commands of Windows by its own rules', () => {
    const windows = { platform: 'win32' } as const
    expect(read('"C:\\Program Files\\k.exe" --a "b c"', windows)).toEqual({
      files: ['program C:\\Program Files\\k.exe'],
      unknown: [],
      simple: true,
    })
    expect(read('a.exe & b.exe', windows).unknown).toEqual(['a.exe & b.exe'])
    expect(read('%TOOL% x', windows).unknown).toEqual(['%TOOL% x'])
  })
})
