import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeFolders,
  encodeFolders,
  foldersFile,
  type FolderEntry,
} from '../../shared/domain/shells/folder-format.ts'
import { folderProfileAt } from '../../shared/domain/shells/folder-walk.ts'
import { hookText } from '../../shared/domain/shells/hook-text.ts'
import { ptyShells, whyNot, type PtyShellKind } from './pty-shell.ts'

const name = fc.constantFrom('a', 'a', 'a', 'a', 'ab', 'é $(x)', "[a] it's *")
const place = fc.array(name, { maxLength: 3 }).map((names) => names.join('/'))
const text = fc.constantFrom(
  'profile = "web"\n',
  'profile = "web"',
  'x',
  'a\nb\n\n',
  '# é\nprofile = "p"\n',
  '\\n %s $x',
)
const holds = fc.constantFrom('"stack": "dev"', '"stack": "prod"', '*')
const entry = fc.record({
  folder: place,
  profile: fc.option(fc.constantFrom('p1', 'two words', '$(x)'), { nil: undefined }),
  text: fc.option(text, { nil: undefined, freq: 1 }),
  when: fc.option(holds, { nil: undefined, freq: 1 }),
})
const world = fc.record({
  files: fc.array(fc.tuple(place, text), { minLength: 1, maxLength: 5 }),
  entries: fc.array(entry, { minLength: 2, maxLength: 6 }),
  start: place,
  selected: fc.constantFrom('{\n    "stack": "dev"\n}', '{"stack": "prod"}', ''),
})

const runner: Readonly<Record<PtyShellKind, readonly string[]>> = {
  bash: ['bash', '--norc'],
  zsh: ['zsh', '-f'],
  fish: ['fish', '--no-config'],
}

const word = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`

for (const kind of ptyShells) {
  const reason = whyNot(kind)
  describe.skipIf(reason !== undefined)(reason ?? `the walk of ${kind}`, () => {
    it('decides as the rule says, in 120 trees', () => {
      const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'stackpass-walk-')))
      try {
        const state = path.join(root, 'active')
        writeFileSync(state, 'stackpass-state 1 x\nprofile=active\nend\n')
        writeFileSync(path.join(root, 'hook'), hookText(kind, { stateFile: state }))
        const sync = kind === 'fish' ? '__stackpass_sync' : '_stackpass_sync'
        const lines = [`${kind === 'fish' ? 'source' : '.'} ${word(path.join(root, 'hook'))}`]
        const expected: string[] = []
        const worlds = fc.sample(world, { seed: 14, numRuns: 120 })
        for (const [index, { files, entries, start, selected }] of worlds.entries()) {
          const tree = path.join(root, `t${index}`)
          const at = (below: string): string => (below === '' ? tree : `${tree}/${below}`)
          const workspace = `${tree}.json`
          for (const below of [start, ...files.map(([one]) => one)]) mkdirSync(at(below), { recursive: true })
          for (const [below, content] of files) writeFileSync(`${at(below)}/.stackpass.toml`, content)
          writeFileSync(workspace, selected)
          const given = entries.map(({ folder, profile, text: allowed, when }): FolderEntry => ({
            folder: at(folder),
            ...(profile !== undefined && { profile }),
            // What is turned down has no text.
            ...(profile !== undefined && allowed !== undefined && { text: allowed }),
            ...(profile !== undefined &&
              allowed === undefined &&
              when !== undefined && { when: { file: workspace, holds: when } }),
          }))
          const encoded = encodeFolders(given, `s${index}`)
          writeFileSync(`${tree}.folders`, encoded)
          const read = (file: string): string | undefined => {
            try {
              return readFileSync(file, 'utf8')
            } catch {
              return undefined
            }
          }
          const found = folderProfileAt(decodeFolders(encoded), at(start), {
            own: (folder) => read(`${folder}/.stackpass.toml`),
            text: read,
          })
          const said = found.unallowed === undefined ? '' : 'said'
          expected.push(`${index} ${found.entry?.profile ?? 'active'} ${found.entry?.folder ?? ''} ${said}`)
          const copy = `cp ${word(`${tree}.folders`)} ${word(foldersFile(state))}`
          const show = `printf '%s %s %s ' ${index} "$AWS_PROFILE" "$STACKPASS_FOLDER"`
          const notes = word(`${tree}.notes`)
          lines.push(
            `${copy}; cd ${word(at(start))}; ${sync} 2>${notes}; ${show}; test -s ${notes} && echo said || echo`,
          )
        }
        writeFileSync(
          path.join(root, 'script'),
          lines
            .join('\n')
            .replaceAll(
              '&& echo said || echo',
              kind === 'fish' ? '; and echo said; or echo' : '&& echo said || echo',
            ),
        )
        const [program, ...options] = runner[kind]
        const ran = spawnSync(program!, [...options, path.join(root, 'script')], {
          encoding: 'utf8',
          env: { PATH: process.env['PATH'], HOME: root, LC_ALL: 'C.UTF-8' },
        })
        expect(ran.stderr).toBe('')
        expect(
          ran.stdout
            .trimEnd()
            .split('\n')
            .map((line) => line.trimEnd()),
        ).toEqual(expected.map((line) => line.trimEnd()))
        // The trees do have something to decide.
        expect(expected.filter((line) => line.includes(root)).length).toBeGreaterThan(20)
        expect(expected.filter((line) => line.endsWith('said')).length).toBeGreaterThan(20)
      } finally {
        rmSync(root, { recursive: true, force: true })
      }
    })
  })
}
