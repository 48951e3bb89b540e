import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { completionFiles } from '../../../core/state/kept-profiles.ts'
import { stackpassPaths } from '../../../core/state/paths.ts'
import { encodeKeptProfiles } from '../../../shared/domain/shells/completion/kept-profiles.ts'
import type { Contender, Row } from '../types.ts'
import { stackpassCommand, type Home, type Workspace } from '../workspace.ts'

const profiles = 10_000
const turns = 20

/** Milliseconds from TAB to the answer in a shell with completion loaded: repeated in one shell, by its own clock. */
function timeIn(
  shell: 'bash' | 'zsh' | 'fish',
  home: Home,
  file: string,
  line: string,
  least: number,
): number {
  const loops = {
    bash: [
      'bash',
      `. ${file}; COMP_LINE='${line}'; COMP_POINT=\${#COMP_LINE}; start=$EPOCHREALTIME
      for ((i = 0; i < ${turns}; i++)); do _stackpass_complete stackpass '' use; done
      echo $(( \${EPOCHREALTIME/./} - \${start/./} )) \${#COMPREPLY[@]}`,
    ],
    // A script has no line editor, so this leaves out showing the answer.
    zsh: [
      'zsh',
      `compdef() { : }; . ${file}; zmodload zsh/datetime; start=$EPOCHREALTIME
      for i in {1..${turns}}; do found=("\${(@f)$(_stackpass_ask '' \${(z)\${:-"${line.replace('stackpass ', '')}"}} '')}"); done
      echo $(( int((EPOCHREALTIME - start) * 1000000) )) \${#found}`,
    ],
    fish: [
      'fish',
      `source ${file}; set start (date +%s%N)
      for i in (seq ${turns}); set found (complete -C '${line}'); end
      echo (math (math (date +%s%N) - $start) / 1000) (count $found)`,
    ],
  } as const
  const [program, script] = loops[shell]
  const text = shell === 'zsh' ? `zmodload zsh/mathfunc; ${script}` : script
  const ran = spawnSync(
    program,
    [shell === 'fish' ? '--no-config' : '-f', '-c', text].filter((one) => shell !== 'bash' || one !== '-f'),
    {
      env: home.env,
      encoding: 'utf8',
    },
  )
  const [micros, count] = ran.stdout.trim().split(' ').map(Number)
  if (ran.status !== 0 || count === undefined || count < least)
    throw new Error(`${shell} completed ${count} words: ${ran.stderr.slice(0, 300)}`)
  return micros! / 1000 / turns
}

/** TAB after `stackpass use` with very many profiles, in running shells. */
export async function completionRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const home = await workspace.home('completion', profiles)
  const { keptFile } = completionFiles(
    stackpassPaths(home.env, process.platform, home.folder),
    process.platform,
  )
  await mkdir(join(keptFile, '..'), { recursive: true, mode: 0o700 })
  const groups = home.files.names.map((name): [string, string] => [name, name.split('-')[0] ?? ''])
  await writeFile(
    keptFile,
    encodeKeptProfiles({ groups, productionGroups: new Set(), accounts: [], accountNames: [] }),
  )
  const shells = (['bash', 'zsh', 'fish'] as const).filter(
    (shell) => spawnSync(shell, ['--version']).status === 0,
  )
  const fileOf = (shell: string): string => join(home.folder, `completion.${shell}`)
  for (const shell of shells) {
    const made = spawnSync(process.execPath, [stackpassCommand, 'completion', shell], {
      env: home.env,
      encoding: 'utf8',
    })
    await writeFile(fileOf(shell), made.stdout)
  }
  const contender = (
    name: string,
    shell: 'bash' | 'zsh' | 'fish',
    line: string,
    least: number,
  ): Contender => ({
    name,
    measure: () => Promise.resolve(timeIn(shell, home, fileOf(shell), line, least)),
  })
  return {
    id: 'completion',
    what: 'TAB behind `stackpass use pay`, in a running bash',
    unit: 'ms',
    repetitions,
    ours: contender('stackpass completion', 'bash', 'stackpass use pay', 500),
    peers: shells.flatMap((shell) => [
      contender(`all of them, in ${shell}`, shell, 'stackpass use ', profiles),
    ]),
    absent: (['zsh', 'fish'] as const)
      .filter((shell) => !shells.includes(shell))
      .map((shell) => ({ name: `all of them, in ${shell}`, why: 'it is not installed' })),
    note: `With ${profiles} profiles, each in a group. zsh without its editor, which shows the answer.`,
  }
}
