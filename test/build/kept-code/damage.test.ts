import { execFileSync } from 'node:child_process'
import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeHeader } from '../../../cli/start/kept-format.ts'
import { active, built, freshCommands, pinnedNode, supportedNodes } from './built-command.ts'

freshCommands()

/** Changes some bytes in the middle of a stretch. */
function spoil(bytes: Buffer, from: number, to: number): Buffer {
  const middle = Math.floor((from + to) / 2)
  for (let at = middle; at < Math.min(middle + 16, to); at++) bytes[at]! ^= 0x5a
  return bytes
}

type Damage = (bytes: Buffer) => Buffer | Promise<void>

const begin = (bytes: Buffer): number => bytes.indexOf(10) + 1

const damages: readonly (readonly [string, Damage])[] = [
  ['empty', () => Buffer.alloc(0)],
  ['cut after a few bytes', (bytes) => bytes.subarray(0, 10)],
  ['cut after its header', (bytes) => bytes.subarray(0, begin(bytes))],
  ['cut in the middle', (bytes) => bytes.subarray(0, bytes.length >> 1)],
  ['short of one byte', (bytes) => bytes.subarray(0, -1)],
  ['longer than it was', (bytes) => Buffer.concat([bytes, Buffer.alloc(64)])],
  ['random bytes', (bytes) => Buffer.from(bytes.map((_, index) => (index * 7919 + 13) % 251))],
  ['zeros', (bytes) => Buffer.alloc(bytes.length)],
  ['zeros after its header', (bytes) => Buffer.from(bytes).fill(0, begin(bytes))],
  ['zeros in its second half', (bytes) => Buffer.from(bytes).fill(0, bytes.length >> 1)],
  ['JSON of another kind', () => Buffer.from('{"identity":1,"files":{}}\n')],
  [
    'a header with sizes that do not fit',
    (bytes) => Buffer.from(bytes.toString('latin1').replace('"codeBytes":', '"codeBytes":1'), 'latin1'),
  ],
  [
    'of another architecture',
    (bytes) =>
      Buffer.from(bytes.toString('latin1').replaceAll(`\\"${process.arch}\\"`, '\\"mips\\"'), 'latin1'),
  ],
]

describe('kept code that is', () => {
  it.each(damages)('%s does no harm, and is replaced', async (_, damage) => {
    await built.run(['use', 'dev'])
    const file = join(built.codeFolder, (await built.kept())[0]!)
    const whole = await readFile(file)
    const bad = await damage(Buffer.from(whole))
    await writeFile(file, bad!)
    expect(await readFile(file)).not.toEqual(whole)
    expect(await built.run(['current'])).toEqual(active)
    expect(await built.run(['use', 'dev'])).toEqual(active)
    expect(await built.run(['current'])).toEqual(active)
  })

  it.each(supportedNodes)('spoiled anywhere does no harm under Node %s', async (version) => {
    const node = pinnedNode(version)
    if (node === undefined) return
    await built.run(['use', 'dev'], { node })
    const file = join(built.codeFolder, (await built.kept())[0]!)
    const whole = await readFile(file)
    const { identity } = JSON.parse(whole.subarray(0, begin(whole)).toString()) as { identity: string }
    const { header } = decodeHeader(whole, whole.length, identity)!
    let at = begin(whole)
    for (const { codeBytes, textBytes } of header.files) {
      for (const [from, to] of [
        [at, at + 64],
        [at, at + codeBytes],
        [at + codeBytes, at + 2 * codeBytes],
        [at + 2 * codeBytes, at + 2 * codeBytes + textBytes],
      ] as const) {
        await writeFile(file, spoil(Buffer.from(whole), from, to))
        expect(await built.run(['current'], { node })).toEqual(active)
      }
      // A run that keeps code repairs what it found damaged.
      await writeFile(file, spoil(Buffer.from(whole), at, at + codeBytes))
      expect(await built.run(['use', 'dev'], { node })).toEqual(active)
      const mended = await readFile(file)
      expect(decodeHeader(mended, mended.length, identity)?.header.commands).toEqual(['use'])
      expect(mended.equals(spoil(Buffer.from(whole), at, at + codeBytes))).toBe(false)
      at += 2 * codeBytes + textBytes
    }
    await writeFile(file, spoil(Buffer.from(whole), 0, begin(whole)))
    expect(await built.run(['current'], { node })).toEqual(active)
  })

  it.skipIf(process.platform === 'win32').each([
    ['a folder', (file: string) => mkdir(file)],
    ['a pipe that nobody writes to', (file: string) => void execFileSync('mkfifo', [file])],
  ])('%s does no harm', async (_, make) => {
    await built.run(['use', 'dev'])
    const file = join(built.codeFolder, (await built.kept())[0]!)
    await rm(file)
    await make(file)
    expect(await built.run(['current'])).toEqual(active)
    expect(await built.run(['use', 'dev'])).toEqual(active)
  })

  it('larger than any of ours is not read', async () => {
    await built.run(['use', 'dev'])
    await truncate(join(built.codeFolder, (await built.kept())[0]!), 17_000_000)
    expect(await built.run(['current'])).toEqual(active)
  })
})
