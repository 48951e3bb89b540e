import { join } from 'node:path'
import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { Variable } from '../../../shared/domain/transfer/export/snippet.ts'
import { usesContainer } from '../../../shared/domain/aws/references.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsFiles } from '../../aws/aws-files.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import type { HandOuts } from '../../handouts/hand-outs.ts'
import type { CorePorts } from '../../host/ports.ts'
import { ownFileFailure } from '../../state/own-file-failure.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { unguessableHex } from '../../state/unguessable-hex.ts'
import { writePrivateFile } from '../../state/write-private-file.ts'
import { findProgram, programEnvironment } from '../../system/find-program.ts'
import { macScript } from './mac-script.ts'
import { findTerminal, shellWords } from './programs.ts'
import { startDetached, type Start } from './start.ts'
import { terminalVariables, withVariables } from './variables.ts'

/** What a new terminal needs to start. */
export interface TerminalContext {
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly aws: AwsFiles
  readonly handOuts: HandOuts
}

const missing = (program: string): Result<never> =>
  fail('TerminalUnavailable', `The program \`${program}\` was not found.`, {
    reason: 'Stackpass looks only in the absolute folders of PATH.',
    remedy: 'Start Stackpass with a PATH that has it.',
  })

export function createTerminalHandlers({
  ports,
  paths,
  aws,
  handOuts,
}: TerminalContext): HandlersOf<'terminals'> {
  /** Terminal.app, through `open`, with a script that sets the variables. */
  async function onMac(variables: readonly Variable[]): Promise<Result<Omit<Start, 'env' | 'cwd'>>> {
    const script = macScript(variables)
    if (!script.ok) return script
    const path = join(paths.stateDir, 'terminals', `${unguessableHex()}.command`)
    try {
      await writePrivateFile(path, script.value, { mode: 0o700 })
    } catch (error) {
      throw ownFileFailure(error, path, 'The script for the terminal could not be written.')
    }
    const open = findProgram('open', ports.env)
    if (open === undefined) return missing('open')
    return ok({ name: 'Terminal', program: open, args: ['-a', 'Terminal', path] })
  }

  async function startOf(variables: readonly Variable[]): Promise<Result<Omit<Start, 'env' | 'cwd'>>> {
    if (ports.platform === 'darwin') return onMac(variables)
    if (ports.platform === 'win32') {
      // `start` gives it its own console, in the terminal program that the user chose for consoles.
      const cmd = findProgram('cmd.exe', ports.env, { platform: ports.platform })
      // The empty word is the title: without it `start` would take a quoted path for one.
      return cmd === undefined
        ? missing('cmd.exe')
        : ok({ name: 'cmd', program: cmd, args: ['/d', '/c', 'start', '', cmd] })
    }
    const terminal = findTerminal(ports.env)
    if (!terminal.ok) return terminal
    const { name, path, before } = terminal.value
    return ok({ name, program: path, args: [...before, ...shellWords(variables, ports.env)] })
  }

  return {
    'terminals.open': async ({ profile: name }) => {
      const view = await aws.view()
      const profile = view.profiles.get(name)
      if (profile === undefined) return profileMissing(name, view)
      const region = profile.settings.get('region')?.value || undefined
      const fromContainer = usesContainer(view.profiles, name)
      const variables = terminalVariables({ profile: name, region, fromContainer }, ports.env)
      if (!variables.ok) return variables
      const start = await startOf(variables.value)
      if (!start.ok) return start
      const open = () =>
        startDetached({
          ...start.value,
          env: withVariables(programEnvironment(ports.env, ports.platform), variables.value),
          cwd: ports.homeDir,
        })
      // The terminal gets the name of the profile; what its programs later take from us is a separate entry.
      return handOuts.give({ profile, way: 'terminal' }, open, () => ({ cached: false }))
    },
  }
}
